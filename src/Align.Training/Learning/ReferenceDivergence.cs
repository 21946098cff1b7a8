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
        var policy = lease.Policy;
        var ratios = groups.SelectMany(group => group.Trajectories).Chunk(batchSize)
            .SelectMany(chunk => Ratios(policy, reference, chunk, state, temperature == 0 ? 1 : temperature)).GetEnumerator();
        return [.. groups.Select(group => group.Trajectories.Select(trajectory =>
        {
            ratios.MoveNext();
            return (ratios.Current, trajectory.Completion.TokenIds.Length);
        }).ToArray())];
    }

    private static double[] Ratios(DecoderTransformer policy, DecoderTransformer reference, Trajectory[] chunk, TrainingState state, double temperature)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var batch = PreferenceMicroBatch.CreateRows(
            [.. chunk.Select(trajectory => (trajectory.PromptTokenIds, trajectory.Completion.TokenIds))], state.Tokenizer.PadTokenId, state.Device);
        var options = new ScoringOptions { Temperature = temperature, ChunkTokens = state.LogitsChunkTokens };
        var ratio = ResponseForward.LogProbs(policy, batch, options).to(ScalarType.Float64) - ResponseForward.LogProbs(reference, batch, options).to(ScalarType.Float64);
        return ratio.cpu().data<double>().ToArray();
    }
}
