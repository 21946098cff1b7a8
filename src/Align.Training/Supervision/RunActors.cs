using Align.Training.Checkpoints;
using Align.Training.Learning;
using Align.Training.Metrics;
using Align.Training.Rollouts;
using Align.Training.Verification;

namespace Align.Training.Supervision;

/// <summary>The actors that live as long as the run does.</summary>
/// <param name="Collector">Completions and their verdicts.</param>
/// <param name="Learner">The policy's only writer.</param>
/// <param name="Checkpoints">Writes checkpoints.</param>
/// <param name="Metrics">Writes the log.</param>
internal sealed record RunActors(IActorRef Collector, IActorRef Learner, IActorRef Checkpoints, IActorRef Metrics)
{
    /// <summary>Starts them as children of <paramref name="context"/>'s actor.</summary>
    /// <param name="context">Of their supervisor.</param>
    /// <param name="services">What they share.</param>
    /// <param name="ended">Cancelled when the run is over, so that work in hand stops.</param>
    public static RunActors Create(IActorContext context, RunServices services, CancellationToken ended)
    {
        var (config, state) = (services.Config, services.State);
        var runtime = config.Runtime;
        var judges = services.Components.Rewards.Select(reward => reward.Reward is RewardModelReward model ? reward with { Reward = model.Within(state, runtime.Threads, ended) } : reward);
        var panel = new RewardPanel([.. judges], TimeSpan.FromSeconds(runtime.RewardTimeoutSeconds), services.Time);
        var rollouts = context.ActorOf(
            WorkPool.Of(Props.Create(() => new RolloutWorker(state.Weights, state.Tokenizer, config.Seed, runtime.Threads, runtime.RolloutEngine, ended)), runtime.RolloutWorkers), "rollouts");
        var rewards = context.ActorOf(
            WorkPool.Of(Props.Create(() => new RewardWorker(panel, ended)), runtime.RewardWorkers), "rewards");
        var source = new RolloutSource(
            state.Weights, state.Tokenizer, runtime.RolloutEngine, runtime.RolloutWorkers, runtime.RolloutBatchSize, state.Architecture.MaxPositionEmbeddings);
        var collector = context.ActorOf(Props.Create(() => new RolloutCollector(rollouts, rewards, source, services.Time)), "collector");
        return new RunActors(
            collector,
            context.ActorOf(Props.Create(() => new Learner(services)), "learner"),
            context.ActorOf(Props.Create(() => new CheckpointWriter(services)), "checkpoints"),
            context.ActorOf(Props.Create(() => new MetricsSink(services)), "metrics"));
    }
}
