namespace Align.Cli.Vectors;

/// <summary>What came of one group of reference vectors.</summary>
/// <param name="Name">The group.</param>
/// <param name="Cases">Its number of cases.</param>
public sealed record GroupReport(string Name, int Cases)
{
    /// <summary>Whether the program implements the group.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Cases that disagree, each with its lines.</summary>
    public IReadOnlyList<(string Case, IReadOnlyList<string> Mismatches)> Failures { get; init; } = [];

    /// <summary>Cases whose recorded result is known to be wrong, with the reason and whether it was met all the same.</summary>
    public IReadOnlyList<(string Case, string Reason, bool Agrees)> Deviations { get; init; } = [];

    /// <summary>Recorded results that the program has nothing to compare with.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];

    /// <summary>Over the cases that can fail.</summary>
    public double LargestRelativeError { get; init; }

    /// <summary>Whether every case that can fail agrees.</summary>
    public bool Passed => Failures.Count == 0;
}
