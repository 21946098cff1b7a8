using Align.Algorithms.Divergences;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>Log-probabilities, entropies and divergences of tokens from hidden states: one log-softmax gives them all.</summary>
/// <remarks>
/// With <see cref="ScoringOptions.ChunkTokens"/> below the number of positions the logits [N, T, V] never exist as a whole: positions are
/// worked through in chunks, forwards and, computed once more, backwards (<see cref="ChunkedScoring"/>). Values and gradients are the same
/// up to rounding; the peak of memory falls from several N·T·V to several ChunkTokens·V numbers.
/// </remarks>
public static class TokenScoring
{
    /// <summary>The scores of the tokens given.</summary>
    /// <param name="policy">The model's head.</param>
    /// <param name="ids">The tokens, int64 [N, T], each in [0, V).</param>
    /// <param name="options">What to compute.</param>
    /// <param name="reference">A frozen model's head at the same positions, for the divergence; constant.</param>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static TokenScores Compute(HeadInput policy, Tensor ids, ScoringOptions options, HeadInput? reference = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ChunkTokens);
        var shape = Shape.Require(policy.Hidden, "N T d").And(policy.Weight, "V d").Ids(ids, "N T");
        if (reference is not null)
        {
            shape.And(reference.Hidden, "N T e").And(reference.Weight, "V e");
        }
        return options.ChunkTokens == 0 || ids.numel() <= options.ChunkTokens
            ? Whole(policy, ids, options, reference)
            : ChunkedScoring.Compute(policy, ids, options, reference);
    }

    private static TokenScores Whole(HeadInput policy, Tensor ids, ScoringOptions options, HeadInput? reference)
    {
        using var scope = torch.NewDisposeScope();
        var logits = Temperature.Divide(torch.nn.functional.linear(policy.Hidden, policy.Weight), options.Temperature);
        var all = logits.log_softmax(-1);
        var logProbs = all.gather(-1, ids.unsqueeze(-1)).squeeze(-1);
        var entropy = options.WithEntropy ? Entropy.OfLogProbs(options.EntropyGradient ? all : all.detach()) : null;
        var kl = reference is null ? null : ReferenceKl.Compute(ReferenceLogits(reference, options), logits);
        return new TokenScores(logProbs.MoveToOuterDisposeScope(), entropy?.MoveToOuterDisposeScope(), kl?.MoveToOuterDisposeScope());
    }

    private static Tensor ReferenceLogits(HeadInput reference, ScoringOptions options)
    {
        using var _ = torch.no_grad();
        return Temperature.Divide(torch.nn.functional.linear(reference.Hidden, reference.Weight), options.Temperature);
    }
}
