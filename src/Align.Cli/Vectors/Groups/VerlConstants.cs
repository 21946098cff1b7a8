namespace Align.Cli.Vectors.Groups;

/// <summary>What verl does on purpose and the learner does only when asked.</summary>
internal static class VerlConstants
{
    /// <summary>Added to every count of verl's masked means.</summary>
    public const double CountEpsilon = 1e-8;

    /// <summary>Added to the standard deviation of a group.</summary>
    public const double AdvantageEpsilon = 1e-6;

    /// <summary>The least variance of verl's vectorised group statistics.</summary>
    public const double VarianceFloor = 1e-6;
}
