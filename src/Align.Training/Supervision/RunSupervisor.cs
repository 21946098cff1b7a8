using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Metrics;

namespace Align.Training.Supervision;

/// <summary>
/// Leads a run through its stages, one step at a time: step, log, checkpoint, next. It owns the progress and no mathematics.
/// A child's failure that no retry mends ends the run with its reason.
/// </summary>
internal sealed class RunSupervisor : ReceiveActor
{
    private readonly RunServices _services;
    private readonly TaskCompletionSource<RunEnded> _ended;
    private readonly RunActors _actors;
    private RunProgress _progress = RunProgress.Start;
    private IActorRef _stage = ActorRefs.Nobody;
    private bool _stepInHand;
    private bool _stageDone;
    private bool _stopping;

    /// <summary>A supervisor that completes <paramref name="ended"/> when the run is over, however it ends.</summary>
    /// <param name="services">What the run's actors share.</param>
    /// <param name="ended">Receives how it ended.</param>
    /// <param name="endOfWork">Cancelled when work in hand is no longer wanted.</param>
    public RunSupervisor(RunServices services, TaskCompletionSource<RunEnded> ended, CancellationToken endOfWork)
    {
        (_services, _ended) = (services, ended);
        _actors = RunActors.Create(Context, services, endOfWork);
        Receive<StartRun>(start => Start(start.Progress));
        Receive<StageBegun>(_ => NextStep());
        Receive<StepFinished>(Log);
        Receive<StepLogged>(_ => AfterStep());
        Receive<CheckpointWritten>(AfterCheckpoint);
        Receive<StopRun>(_ => Stop());
        Receive<StepDropped>(_ => SaveAndEnd());
        Receive<RunFailed>(failed => _ended.TrySetException(failed.Reason));
    }

    private RunConfig Config => _services.Config;

    private StageConfig Stage => Config.Stages[_progress.Stage];

    private long Steps => Stage.Steps;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy()
    {
        var self = Self;
        // Not logged here: the reason is handed to whoever started the run, who reports it once.
        return new OneForOneStrategy(-1, -1, reason =>
        {
            self.Tell(new RunFailed(reason), ActorRefs.NoSender);
            return Directive.Stop;
        }, loggingEnabled: false);
    }

    /// <inheritdoc/>
    /// <remarks>A supervisor that starts again would know of no run: what made it fail ends the run.</remarks>
    protected override void PreRestart(Exception reason, object message)
    {
        _ended.TrySetException(reason);
        base.PreRestart(reason, message);
    }

    private void Start(RunProgress progress)
    {
        _progress = progress;
        EnterStage();
    }

    private void EnterStage()
    {
        if (_progress.Stage == Config.Stages.Count)
        {
            _ended.TrySetResult(new RunEnded(_progress, Completed: true));
            return;
        }
        _stage = Context.ActorOf(StageActorFactory.Create(_services, _actors, _progress.Stage), Config.StageName(_progress.Stage));
        _services.Observer.OnEvent(new RunEvent.StageStarted(_progress.Stage, Config.Stages.Count, Config.StageName(_progress.Stage), Stage.Type, Steps));
        _actors.Learner.Tell(new BeginStage(_progress.Stage, _progress.Step));
    }

    private void NextStep()
    {
        if (_stopping)
        {
            SaveAndEnd();
            return;
        }
        _stepInHand = true;
        _stage.Tell(new DoStep(new TrainingClock(_progress.Stage, _progress.Step, _progress.RunStep)));
    }

    private void Log(StepFinished finished)
    {
        _stageDone = finished.EndsStage;
        _progress = _progress.After(finished, trains: Stage.Trains, _services.State.Weights.Version);
        if (finished.Evaluation is { } evaluation)
        {
            _services.Observer.OnEvent(new RunEvent.EvaluationFinished(evaluation.Stage, evaluation.Rows));
        }
        _actors.Metrics.Tell(new LogStep(Config.StageName(_progress.Stage), _progress.Step, Steps, _progress.LogOf(finished), finished.Samples));
    }

    private void AfterStep()
    {
        _stepInHand = false;
        if (_stageDone || _progress.Step == Steps)
        {
            Context.Stop(_stage);
            _progress = _progress with { Stage = _progress.Stage + 1, Step = 0 };
            _actors.Checkpoints.Tell(new SaveCheckpoint(_progress, MustSucceed: _stopping || _progress.Stage == Config.Stages.Count));
        }
        else if (_stopping || _progress.Step % Config.Checkpoint.EverySteps == 0)
        {
            _actors.Checkpoints.Tell(new SaveCheckpoint(_progress, MustSucceed: _stopping));
        }
        else
        {
            NextStep();
        }
    }

    private void AfterCheckpoint(CheckpointWritten written)
    {
        if (written.Path is { } path)
        {
            _services.Observer.OnEvent(new RunEvent.CheckpointSaved(_progress.StepsDone, path));
        }
        else if (_stopping && _services.Checkpoints is not null)
        {
            SaveAndEnd();
            return;
        }
        if (_stopping)
        {
            _ended.TrySetResult(new RunEnded(_progress, Completed: _progress.Stage == Config.Stages.Count));
        }
        else if (_progress.Step == 0)
        {
            EnterStage();
        }
        else
        {
            NextStep();
        }
    }

    private void Stop()
    {
        _stopping = true;
        if (_stepInHand)
        {
            _stage.Tell(new DropStep());
        }
    }

    private void SaveAndEnd()
    {
        _stepInHand = false;
        _actors.Checkpoints.Tell(new SaveCheckpoint(_progress, MustSucceed: true));
    }
}
