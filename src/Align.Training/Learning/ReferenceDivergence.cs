using Align.Algorithms.PolicyLosses;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Preference;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>How far the policy has moved from its reference, on completions that it sampled itself: Σ_t log π_θ/π_ref of each, whose mean estimates KL(π_θ ‖ π_ref).</summary>
internal static class ReferenceDivergence
{
    /// <summary>The log-ratio of each completion, nats, with its tokens.</summary>
    /// <param name="state">The policy and its reference.</param>
    /// <param name="groups">The completions, each group by its prompt.</param>
    /// <param name="temperature">The sampler's; both models are taken at it. 0 (greedy) counts as 1. Top-k, top-p and min-p are not accounted for.</param>
    /// <param name="batchSize">Completions a forward pass.</param>
    /// <returns>In the order of the groups; <see langword="null"/> where the run has no reference.</returns>
    public static IReadOnlyList<(double LogRatio, int Tokens)[]>? Of(TrainingState state, IReadOnlyList<RolloutGroup> groups, double temperature, int batchSize)
    {
        if (state.Reference is not { } reference)
        {
            return null;
        }
        using var lease = state.Weights.Read();
        var (policy, options) = (lease.Policy, Options(state, temperature));
        return Of(state, groups, batchSize, batch => ResponseForward.LogProbs(policy, batch, options), batch => ResponseForward.LogProbs(reference, batch, options));
    }

    /// <summary>The same between two models that the caller scores with.</summary>
    /// <param name="state">The tokenizer and the device.</param>
    /// <param name="groups">The completions, each group by its prompt.</param>
    /// <param name="batchSize">Completions a forward pass.</param>
    /// <param name="policy">Σ_t log π_θ of each row, under the model that sampled them.</param>
    /// <param name="reference">Σ_t log π_ref.</param>
    public static IReadOnlyList<(double LogRatio, int Tokens)[]> Of(
        TrainingState state, IReadOnlyList<RolloutGroup> groups, int batchSize, Func<CompletionBatch, Tensor> policy, Func<CompletionBatch, Tensor> reference)
    {
        var ratios = groups.SelectMany(group => group.Trajectories).Chunk(batchSize).SelectMany(chunk => Ratios(chunk, state, policy, reference)).GetEnumerator();
        return [.. groups.Select(group => group.Trajectories.Select(trajectory =>
        {
            ratios.MoveNext();
            return (ratios.Current, trajectory.Completion.TokenIds.Length);
        }).ToArray())];
    }

    /// <summary>How completions of a temperature are scored.</summary>
    public static ScoringOptions Options(TrainingState state, double temperature) => new() { Temperature = temperature == 0 ? 1 : temperature, ChunkTokens = state.LogitsChunkTokens };

    private static double[] Ratios(Trajectory[] chunk, TrainingState state, Func<CompletionBatch, Tensor> policy, Func<CompletionBatch, Tensor> reference)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var batch = PreferenceMicroBatch.CreateRows(
            [.. chunk.Select(trajectory => (trajectory.PromptTokenIds, trajectory.Completion.TokenIds))], state.Tokenizer.PadTokenId, state.Device);
        var ratio = policy(batch).to(ScalarType.Float64) - reference(batch).to(ScalarType.Float64);
        return ratio.cpu().data<double>().ToArray();
    }
}
