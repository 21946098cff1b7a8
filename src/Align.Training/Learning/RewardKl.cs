using System.Collections.Immutable;
using Align.Algorithms.Divergences;
using Align.Models.Safetensors;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>The KL to the reference as a part of the reward, token by token, and the β that a controller may move (<see cref="KlInReward"/>, <see cref="AdaptiveKl"/>).</summary>
/// <remarks>It costs two forward passes without gradients over the step's completions. The β in force is part of checkpoints.</remarks>
internal sealed class RewardKl(KlInRewardConfig config, FixedPasses passes, TrainingState state, int microBatchSize) : IStageMemory
{
    private const string BetaKey = "beta";
    private double _beta = config.Beta;
    private double _measured;
    private double _used = config.Beta;

    /// <inheritdoc/>
    public string Name => "reward_kl";

    /// <inheritdoc/>
    public long ExpectedBytes => sizeof(double);

    /// <summary>−β·KL_t of each counted token, completion by completion; then moves β by what was measured.</summary>
    /// <param name="policy">As it is when the step begins: the one that sampled.</param>
    /// <param name="groups">The rewarded completions of each prompt.</param>
    public ImmutableArray<ImmutableArray<double>> TokenRewards(DecoderTransformer policy, ImmutableArray<ImmutableArray<RewardedCompletion>> groups)
    {
        var completions = groups.SelectMany(group => group).ToArray();
        var rewards = ImmutableArray.CreateBuilder<ImmutableArray<double>>(completions.Length);
        var total = 0.0;
        foreach (var chunk in completions.Chunk(microBatchSize))
        {
            total += Add(rewards, policy, chunk) * chunk.Length;
        }
        (_used, _measured) = (_beta, total / Math.Max(1, completions.Length));
        if (config.Adaptive is { } controller && completions.Length > 0)
        {
            _beta = controller.Next(_beta, _measured, completions.Length);
        }
        return rewards.MoveToImmutable();
    }

    /// <summary>Writes the step's measurement into <paramref name="metrics"/>.</summary>
    public void AddTo(Dictionary<string, double> metrics)
    {
        metrics["kl_in_reward/kl"] = _measured;
        metrics["kl_in_reward/beta"] = _used;
    }

    /// <inheritdoc/>
    public void Write(Stream output)
    {
        using var beta = tensor(_beta, ScalarType.Float64).reshape(1);
        SafetensorsWriter.Write(output, new Dictionary<string, Tensor> { [BetaKey] = beta });
    }

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var beta = zeros(1, ScalarType.Float64);
        TensorFile.Fill(path, new Dictionary<string, Tensor> { [BetaKey] = beta });
        _beta = beta.item<double>();
    }

    private double Add(ImmutableArray<ImmutableArray<double>>.Builder rewards, DecoderTransformer policy, RewardedCompletion[] chunk)
    {
        using var scope = NewDisposeScope();
        using var micro = PreparedMicroBatch.Create([.. chunk.Select(completion => new JudgedSample(completion.Trajectory, 0, completion.Tokens))], state.Tokenizer.PadTokenId, state.Device);
        var old = passes.Old(policy, micro).to(ScalarType.Float64);
        var (tokens, kl) = KlInReward.Compute(zeros_like(old), old, passes.Reference(policy, micro).to(ScalarType.Float64), micro.Mask, _beta, config.Estimator);
        var (values, width) = (tokens.cpu().data<double>().ToArray(), (int)tokens.shape[1]);
        rewards.AddRange(chunk.Select((completion, row) => ImmutableArray.Create(values, row * width, completion.Tokens)));
        return kl;
    }
}
