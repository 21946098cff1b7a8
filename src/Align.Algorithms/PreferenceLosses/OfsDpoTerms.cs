namespace Align.Algorithms.PreferenceLosses;

/// <summary>The losses of <see cref="OfsDpo"/>, [N] each.</summary>
public sealed record OfsDpoTerms
{
    /// <summary>L_F, the fast module's DPO losses.</summary>
    public required Tensor FastLosses { get; init; }

    /// <summary>L_S, the slow module's DPO losses.</summary>
    public required Tensor SlowLosses { get; init; }

    /// <summary>L_FS, the gap between the modules; log 2 where they agree.</summary>
    public required Tensor Chase { get; init; }

    /// <summary>J_F; differentiates to the fast module alone.</summary>
    public required Tensor FastObjective { get; init; }

    /// <summary>J_S; differentiates to the slow module alone.</summary>
    public required Tensor SlowObjective { get; init; }
}
