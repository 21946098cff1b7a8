using Align.Algorithms;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Testing.PolicyMutants;

/// <summary>Masking by multiplication, as TRL does: NaN · 0 = NaN.</summary>
public sealed record MultiplyingMask : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var ratio = (tokens.LogProbs - tokens.OldLogProbs.detach()).clamp(-20, 20).exp();
        return new PolicyLossTerms(-ratio * Advantage.Of(tokens) * tokens.Mask, default);
    }
}

/// <summary>The mean over the padded width.</summary>
public sealed record PaddedMeanSequence : IPolicyLoss
{
    public LossTraits Traits => new() { ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var ratio = Ratio.Log(tokens).sum(1, keepdim: true).div(Math.Max(1, tokens.Mask.shape[1])).exp();
        return new PolicyLossTerms(MaskedReduction.Select(-ratio * Advantage.Of(tokens), tokens.Mask), default);
    }
}

/// <summary>Advantages against the mean of the batch at hand, and no word of it in the traits.</summary>
public sealed record HiddenBaseline : IPolicyLoss
{
    public LossTraits Traits => new() { ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var advantages = Advantage.Of(tokens);
        var centred = MaskedReduction.Select(advantages - MaskedReduction.Mean(advantages, tokens.Mask), tokens.Mask);
        return new PolicyLossTerms(-Ratio.Of(tokens) * centred, default);
    }
}

/// <summary>Multiplied by the completions at hand: the sum passes for the mean.</summary>
public sealed record SummedRatio : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        return new PolicyLossTerms(-Ratio.Of(tokens) * Advantage.Of(tokens) * tokens.Mask.shape[0], default);
    }
}

/// <summary>Rows weighed by where they stand.</summary>
public sealed record FirstRowsRatio : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var places = torch.ones_like(tokens.LogProbs).cumsum(0);
        return new PolicyLossTerms(-Ratio.Of(tokens) * Advantage.Of(tokens) / places, default);
    }
}

/// <summary>A moving average kept in the loss: the same call gives another value.</summary>
public sealed record RememberingRatio : IPolicyLoss
{
    private int _calls;

    public LossTraits Traits => new() { ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        _calls++;
        return new PolicyLossTerms(-Ratio.Of(tokens) * Advantage.Of(tokens) * (1 + (1.0 / _calls)), default);
    }
}

/// <summary>Reads a reference that belongs to the objective around it.</summary>
public sealed record ReferenceReader : IPolicyLoss
{
    public LossTraits Traits => new();

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        return new PolicyLossTerms(-(tokens.LogProbs - tokens.ReferenceLogProbs!) * Advantage.Of(tokens), default);
    }
}
