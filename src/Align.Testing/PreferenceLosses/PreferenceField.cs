namespace Align.Testing;

/// <summary>A tensor of a batch of preferences.</summary>
internal readonly record struct PreferenceField(PreferenceSide Side, PreferenceQuantity Quantity)
{
    /// <summary>The policy or a trained mask stands behind it: gradients flow. The rest is constant.</summary>
    public bool IsTrained => Side is PreferenceSide.Chosen or PreferenceSide.Rejected && Quantity is
        PreferenceQuantity.LogProbs or PreferenceQuantity.TokenLogProbs or PreferenceQuantity.ReferenceKl or PreferenceQuantity.RewardWeights or PreferenceQuantity.KlWeights;

    /// <summary>Log-probabilities of the policy.</summary>
    public bool IsPolicy => IsTrained && Quantity is PreferenceQuantity.LogProbs or PreferenceQuantity.TokenLogProbs;

    public bool IsTokenwise => Quantity >= PreferenceQuantity.TokenLogProbs;

    public bool IsFloating => Quantity is not (PreferenceQuantity.Lengths or PreferenceQuantity.Mask);

    /// <summary>Where it is found in a <c>PreferenceBatch</c>.</summary>
    public override string ToString() => Quantity switch
    {
        PreferenceQuantity.RewardMargins => "RewardMargins",
        PreferenceQuantity.TokenLogProbs => $"{Side}.Tokens.LogProbs",
        PreferenceQuantity.TokenReferenceLogProbs => $"{Side}.Tokens.ReferenceLogProbs",
        _ when IsTokenwise => $"{Side}.Tokens.{Quantity}",
        _ => $"{Side}.{Quantity}",
    };
}

/// <summary>Which responses.</summary>
internal enum PreferenceSide
{
    Chosen,
    Rejected,
    Mismatched,
}

/// <summary>What is said of them; token-wise quantities come last.</summary>
internal enum PreferenceQuantity
{
    LogProbs,
    ReferenceLogProbs,
    Lengths,
    RewardMargins,
    TokenLogProbs,
    TokenReferenceLogProbs,
    ReferenceKl,
    Mask,
    RewardWeights,
    KlWeights,
}
