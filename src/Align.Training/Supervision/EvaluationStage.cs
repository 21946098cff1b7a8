using System.Collections.Immutable;
using Align.Algorithms.PromptSelection;
using Align.Core;
using Align.Models.Generation;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>One evaluation of the weights as they are: held-out prompts, several completions each, pass@k with intervals.</summary>
/// <remarks>Prompts and random streams depend on the seed alone, so that two checkpoints are compared on the same draws.</remarks>
internal sealed class EvaluationStage : ReceiveActor
{
    private readonly RunServices _services;
    private readonly EvaluateStageConfig _config;
    private readonly string _name;
    private readonly StepTimer _timer;
    private IActorRef _supervisor = ActorRefs.Nobody;
    private bool _answered;

    /// <summary>An evaluation called <paramref name="name"/>.</summary>
    public EvaluationStage(IActorRef collector, RunServices services, EvaluateStageConfig config, string name, SamplingOptions sampling)
    {
        (_services, _config, _name, _timer) = (services, config, name, new StepTimer(services.Time));
        Receive<DoStep>(_ =>
        {
            _supervisor = Sender;
            _answered = false;
            FaultPoint.At("evaluation.begin");
            _timer.Restart();
            var prompts = HeldOut(services.Components.Environment, services.Config.Seed);
            collector.Tell(new CollectRollouts(
                RandomPurpose.Evaluation, 0, prompts, [.. prompts.Select(_ => config.NumGenerations)], sampling));
        });
        Receive<RolloutsCollected>(collected => !_answered, Finish);
        Receive<DropStep>(_ => !_answered, _ =>
        {
            _answered = true;
            _supervisor.Tell(new StepDropped());
        });
    }

    private ImmutableArray<Prompt> HeldOut(IEnvironment environment, long seed)
    {
        var available = environment.Count(PromptSplit.Test);
        var count = (int)Math.Min(_config.NumPrompts, available ?? long.MaxValue);
        var indices = UniformSelection.Indices(seed, -1, 0, count, available);
        return [.. indices.Select(index => environment.CreatePrompt(PromptSplit.Test, index))];
    }

    private void Finish(RolloutsCollected collected)
    {
        _answered = true;
        _timer.Record("evaluation", collected.GenerationSeconds + collected.RewardSeconds);
        var tokens = collected.Groups.Sum(group => group.Trajectories.Sum(trajectory => (long)trajectory.Completion.TokenIds.Length));
        var divergence = ReferenceDivergence.Of(_services.State, collected.Groups, _config.Sampling.Temperature, _services.Config.Runtime.RolloutBatchSize);
        var report = EvaluationTable.Of(_name, collected.Groups, _config, _services.Config.Rewards[0].Name, _services.Config.Seed, divergence);
        var metrics = new Dictionary<string, double>();
        foreach (var row in report.Rows)
        {
            metrics[$"eval/{row.Measure}"] = row.Value;
            metrics[$"eval/{row.Measure}/low"] = row.Low;
            metrics[$"eval/{row.Measure}/high"] = row.High;
        }
        metrics["eval/dropped_prompts"] = report.DroppedPrompts;
        RolloutMetrics.AddTo(metrics, collected.Groups);
        _timer.AddTo(metrics, tokens);
        _supervisor.Tell(new StepFinished(metrics, tokens, RolloutMetrics.FirstOfEach(collected.Groups, _services.Config.Logging.SamplesPerStep), report));
    }
}
