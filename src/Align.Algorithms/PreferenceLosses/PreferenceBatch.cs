using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>What a preference loss reads: chosen and rejected responses. All floating-point tensors share one type and device.</summary>
/// <remarks>Row i of both sides is one pair, unless the loss is <see cref="LossTraits.Unpaired"/>: then the sides may differ in length, and either may be empty.</remarks>
public sealed record PreferenceBatch
{
    /// <summary>The preferred (or desirable) responses, [N].</summary>
    public required ResponseBatch Chosen { get; init; }

    /// <summary>The others (or the undesirable ones), [N], or [M] where unpaired.</summary>
    public required ResponseBatch Rejected { get; init; }

    /// <summary>h = r(chosen) − r(rejected) of a frozen reward model, nats of the Bradley-Terry logit, [N]; constant.</summary>
    public Tensor? RewardMargins { get; init; }

    /// <summary>Completions scored under the prompts of other examples, [K]; constant. Only the statistics of a whole step read them (KTO).</summary>
    public ResponseBatch? Mismatched { get; init; }

    /// <summary>
    /// A factor of each example's loss, at least 0 and constant, as many as the loss has rows: the channel through which
    /// <see cref="SampleReweighting"/> and other weightings reach every loss. <see langword="null"/>: all 1. <see cref="PreferenceAggregation"/> applies it.
    /// </summary>
    public Tensor? ExampleWeights { get; init; }
}

/// <summary>One side of a batch of preferences.</summary>
public sealed record ResponseBatch
{
    /// <summary>Σ_t log π_θ over the response's tokens, the stop token among them, nats, [N]; gradients flow.</summary>
    public required Tensor LogProbs { get; init; }

    /// <summary>The same under the frozen reference, [N]; constant.</summary>
    public Tensor? ReferenceLogProbs { get; init; }

    /// <summary>Response tokens, int64 [N]; at least 1 in data that was checked, 0 for an empty row.</summary>
    public required Tensor Lengths { get; init; }

    /// <summary>Token by token, for the losses that say <see cref="LossTraits.ReadsTokens"/>.</summary>
    public ResponseTokens? Tokens { get; init; }

    /// <summary>A side whose sums are taken over its tokens' mask. The caller disposes the new tensors, by a scope.</summary>
    /// <param name="tokens">Token by token; gradients flow to the sums.</param>
    public static ResponseBatch FromTokens(ResponseTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using var reference = tokens.ReferenceLogProbs.detach();
        return new ResponseBatch
        {
            LogProbs = MaskedReduction.Sum(tokens.LogProbs, tokens.Mask, 1),
            ReferenceLogProbs = MaskedReduction.Sum(reference, tokens.Mask, 1),
            Lengths = tokens.Mask.sum(1),
            Tokens = tokens,
        };
    }
}

/// <summary>Token-level quantities of one side.</summary>
public sealed record ResponseTokens
{
    /// <summary>log π_θ of the response's tokens, nats, [N, T]; gradients flow.</summary>
    public required Tensor LogProbs { get; init; }

    /// <summary>log π_ref of the same tokens, [N, T]; constant.</summary>
    public required Tensor ReferenceLogProbs { get; init; }

    /// <summary>KL(π_ref ‖ π_θ) of the whole next-token distribution at each position, nats, [N, T]; gradients flow.</summary>
    public required Tensor ReferenceKl { get; init; }

    /// <summary>bool [N, T], true on response tokens.</summary>
    public required Tensor Mask { get; init; }

    /// <summary>m_u, the weight of each token's log-ratio, at least 0, [N, T]; gradients flow where a mask module is trained. <see langword="null"/>: all 1.</summary>
    public Tensor? RewardWeights { get; init; }

    /// <summary>m_d, the weight of each position's KL, at least 0, [N, T]. <see langword="null"/>: all 1.</summary>
    public Tensor? KlWeights { get; init; }
}
