using Align.Core;
using Align.Training.Learning;

namespace Align.Training.Verification;

/// <summary>The score of a reward model: nats of its Bradley-Terry logit, of any sign and size.</summary>
/// <remarks>
/// It judges within a run, whose learner's device it shares; one model serves all reward workers. Outside a run, and before the run's
/// reward_model stage has ended, it skips. A response that was cut is judged as if it ended there.
/// </remarks>
public sealed class RewardModelReward : IReward
{
    private readonly RewardModelOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public RewardModelReward(RewardModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "reward_model";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Skipped("a reward model judges within a run"));
    }

    /// <summary>The reward within a run.</summary>
    /// <param name="state">The run's state; outlives the reward's use.</param>
    /// <param name="threads">Threads of tensor operations.</param>
    /// <param name="ended">Cancelled when the run is over: then the model is freed.</param>
    internal IReward Within(TrainingState state, int threads, CancellationToken ended) => new RewardModelJudge(Name, _options.Path, state, threads, ended);
}
