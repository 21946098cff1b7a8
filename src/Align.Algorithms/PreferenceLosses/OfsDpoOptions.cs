using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>The constants of <see cref="OfsDpo"/>.</summary>
public sealed record OfsDpoOptions
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>α, the weight of the chase. 0 (two independent DPO runs) to 1; 1 is unstable at large learning rates.</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 0.3;

    /// <summary>Where β·(D_F − D_S) is held, on both sides; beyond it the chase has no gradient. <see langword="null"/>: nowhere. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double? LogitClamp { get; init; } = 10;
}
