using Align.Training.Checkpoints;
using Align.Training.Evaluation;
using Align.Training.Supervision;

namespace Align.Training.Learning;

/// <summary>The policy's only writer: takes what a step learns from and answers with what it did. The mathematics is in the stage's update.</summary>
internal sealed class Learner : ReceiveActor
{
    private readonly RunServices _services;

    /// <summary>A learner over the run's state.</summary>
    public Learner(RunServices services)
    {
        _services = services;
        Receive<BeginStage>(Begin);
        Receive<ILesson>(Train);
    }

    private void Begin(BeginStage begin)
    {
        if (begin.FirstStep == 0)
        {
            StageUpdates.Begin(_services, begin.Stage);
        }
        Sender.Tell(new StageBegun());
    }

    private void Train(ILesson lesson)
    {
        FaultPoint.At("learner.step");
        set_num_threads(_services.Config.Runtime.Threads);
        var update = _services.State.Update!;
        var metrics = update.Run(lesson);
        if (update.IsExhausted)
        {
            throw new NonFiniteStepsException(_services.Directory.WriteReplay(lesson.Clock.RunStep, lesson), PolicyOptimizer.MaxSkippedInARow);
        }
        if (update.IsDone || lesson.Clock.Step + 1 == _services.Config.Stages[lesson.Clock.Stage].Steps)
        {
            update.Finish();
            metrics = WithSparsity(metrics);
        }
        Sender.Tell(new StepTrained(lesson.Clock.Step, metrics, update.IsDone));
    }

    private Dictionary<string, double> WithSparsity(IReadOnlyDictionary<string, double> metrics) =>
        new(metrics.Concat(UpdateSparsity.MetricsOf(UpdateSparsity.SinceStart(_services.Config, _services.Components.Environment, _services.State))));
}
