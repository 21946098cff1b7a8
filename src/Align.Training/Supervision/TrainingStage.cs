using System.Collections.Immutable;
using Align.Algorithms.PromptSelection;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>
/// One training step after another, each one way through the rooms: prompts are selected, completions are generated and judged
/// where the stage learns from rewards, once or more as the step's gathering asks for it, and the learner takes what came out.
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
    private IStepGathering? _gathering;
    private long _tokens;
    private long _rollouts;

    /// <summary>A stage that follows <paramref name="recipe"/> over the prompts of <paramref name="source"/>.</summary>
    public TrainingStage(IActorRef collector, IActorRef learner, ITrainingRecipe recipe, PromptSource source, RunServices services)
    {
        (_collector, _learner, _recipe, _logging, _timer) = (collector, learner, recipe, services.Config.Logging, new StepTimer(services.Time));
        var seed = services.Config.Seed;
        Func<IPromptSelection?> ofStage = () => services.State.Update?.Selection;
        _selector = Context.ActorOf(Props.Create(() => new PromptSelector(source, seed, ofStage)), "selector");
        Idle();
    }

    /// <inheritdoc/>
    /// <remarks>A restarted selector would have lost its request, and the step would wait for ever.</remarks>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    private void Idle() => Receive<DoStep>(step =>
    {
        (_supervisor, _clock, _gathering, _tokens, _rollouts) = (Sender, step.Clock, _recipe.Gather(step.Clock), 0, 0);
        _timer.Restart();
        Become(Gathering);
        Ask(_gathering.Begin());
    });

    private void Gathering()
    {
        Receive<PromptsSelected>(selected => selected.Step == _clock.Step, selected => Ask(_gathering!.Selected(selected.Prompts)));
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

    private void Ask(IStepRequest request)
    {
        switch (request)
        {
            case SelectPrompts select:
                _selector.Tell(select);
                break;
            case CollectRollouts collect:
                _collector.Tell(collect);
                break;
            default:
                _timer.Begin("update");
                _learner.Tell(request);
                Become(Learning);
                break;
        }
    }

    private void Collected(RolloutsCollected collected)
    {
        _tokens += collected.Groups.Sum(group => group.Trajectories.Sum(trajectory => (long)trajectory.Completion.TokenIds.Length));
        _rollouts += collected.Groups.Sum(group => (long)group.Trajectories.Length);
        _timer.Record("generation", collected.GenerationSeconds);
        _timer.Record("reward", collected.RewardSeconds);
        Ask(_gathering!.Collected(collected.Groups));
    }

    private void Finish(StepTrained trained)
    {
        _timer.End("update");
        var groups = _gathering!.Sampled;
        var metrics = new Dictionary<string, double>();
        RolloutMetrics.AddTo(metrics, groups);
        foreach (var (name, value) in trained.Metrics)
        {
            metrics[name] = value;
        }
        _timer.AddTo(metrics, _tokens);
        _supervisor.Tell(new StepFinished(metrics, _tokens, Samples(groups))
        {
            EndsStage = trained.EndsStage,
            Faults = RewardFaults.Of(groups),
            Rollouts = _rollouts,
            RolloutTokens = _tokens,
        });
        Become(Idle);
    }

    private ImmutableArray<Trajectory> Samples(ImmutableArray<RolloutGroup> groups) =>
        _logging.SampleEverySteps > 0 && _clock.Step % _logging.SampleEverySteps == 0
            ? RolloutMetrics.FirstOfEach(groups, _logging.SamplesPerStep)
            : [];
}
