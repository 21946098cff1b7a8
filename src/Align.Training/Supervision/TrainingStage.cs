using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>
/// One training step after another, each one way through the rooms: prompts are selected, completions are generated and judged
/// where the stage learns from rewards, and the learner takes what came out.
/// </summary>
internal sealed class TrainingStage : ReceiveActor
{
    private readonly IActorRef _selector;
    private readonly IActorRef _collector;
    private readonly IActorRef _learner;
    private readonly ITrainingRecipe _recipe;
    private readonly LoggingConfig _logging;
    private readonly StepTimer _timer;
    private IActorRef _supervisor = ActorRefs.Nobody;
    private TrainingClock _clock = new(0, 0, 0);
    private ImmutableArray<RolloutGroup> _groups = [];

    /// <summary>A stage that follows <paramref name="recipe"/> over the prompts of <paramref name="source"/>.</summary>
    public TrainingStage(IActorRef collector, IActorRef learner, ITrainingRecipe recipe, PromptSource source, RunConfig config, TimeProvider time)
    {
        (_collector, _learner, _recipe, _logging, _timer) = (collector, learner, recipe, config.Logging, new StepTimer(time));
        _selector = Context.ActorOf(Props.Create(() => new PromptSelector(source, config.Seed)), "selector");
        Idle();
    }

    /// <inheritdoc/>
    /// <remarks>A restarted selector would have lost its request, and the step would wait for ever.</remarks>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    private void Idle() => Receive<DoStep>(step =>
    {
        (_supervisor, _clock, _groups) = (Sender, step.Clock, []);
        _timer.Restart();
        _selector.Tell(new SelectPrompts(_clock.Stage, _clock.Step, _recipe.PromptsPerStep));
        Become(Gathering);
    });

    private void Gathering()
    {
        Receive<PromptsSelected>(selected => selected.Step == _clock.Step, Selected);
        Receive<RolloutsCollected>(collected => collected.Step == _clock.RunStep, Collected);
        Receive<DropStep>(_ =>
        {
            _supervisor.Tell(new StepDropped());
            Become(Idle);
        });
    }

    private void Learning()
    {
        Receive<StepTrained>(trained => trained.Step == _clock.Step, Finish);
        Receive<DropStep>(_ => { });
    }

    private void Selected(PromptsSelected selected)
    {
        if (_recipe.Rollouts(_clock, selected.Prompts) is { } request)
        {
            _collector.Tell(request);
            return;
        }
        Learn(_recipe.Lesson(_clock, selected.Prompts, []));
    }

    private void Collected(RolloutsCollected collected)
    {
        _groups = collected.Groups;
        _timer.Record("generation", collected.GenerationSeconds);
        _timer.Record("reward", collected.RewardSeconds);
        Learn(_recipe.Lesson(_clock, [], _groups));
    }

    private void Learn(ILesson lesson)
    {
        _timer.Begin("update");
        _learner.Tell(lesson);
        Become(Learning);
    }

    private void Finish(StepTrained trained)
    {
        _timer.End("update");
        var tokens = _groups.Sum(group => group.Trajectories.Sum(trajectory => (long)trajectory.Completion.TokenIds.Length));
        var metrics = new Dictionary<string, double>();
        RolloutMetrics.AddTo(metrics, _groups);
        foreach (var (name, value) in trained.Metrics)
        {
            metrics[name] = value;
        }
        _timer.AddTo(metrics, tokens);
        _supervisor.Tell(new StepFinished(metrics, tokens, Samples())
        {
            EndsStage = trained.EndsStage,
            Rollouts = _groups.Sum(group => (long)group.Trajectories.Length),
            RolloutTokens = tokens,
        });
        Become(Idle);
    }

    private ImmutableArray<Trajectory> Samples() =>
        _logging.SampleEverySteps > 0 && _clock.Step % _logging.SampleEverySteps == 0
            ? RolloutMetrics.FirstOfEach(_groups, _logging.SamplesPerStep)
            : [];
}
