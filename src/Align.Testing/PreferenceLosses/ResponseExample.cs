using System.Collections.Immutable;

namespace Align.Testing;

/// <summary>One response of an example: a row of a <see cref="Algorithms.PreferenceLosses.ResponseBatch"/>.</summary>
/// <param name="LogProb">Σ log π_θ, nats.</param>
/// <param name="ReferenceLogProb">Σ log π_ref, nats.</param>
/// <param name="Length">Tokens; 0 for an empty response, whose log-probabilities are 0.</param>
public sealed record ResponseExample(double LogProb, double ReferenceLogProb, int Length)
{
    /// <summary>The positions, where the loss reads tokens; else empty.</summary>
    public ImmutableArray<TokenExample> Tokens { get; init; } = [];

    /// <summary>h of the pair, where the row is a chosen one.</summary>
    public double RewardMargin { get; init; }

    /// <summary>An empty response.</summary>
    public static ResponseExample Empty { get; } = new(0, 0, 0);

    /// <summary>A response whose sums are those of its positions.</summary>
    public static ResponseExample Of(ImmutableArray<TokenExample> tokens, double rewardMargin)
    {
        var counted = tokens.Where(token => token.Counts).ToList();
        return new ResponseExample(counted.Sum(token => token.LogProb), counted.Sum(token => token.ReferenceLogProb), counted.Count)
        {
            Tokens = tokens,
            RewardMargin = rewardMargin,
        };
    }
}
