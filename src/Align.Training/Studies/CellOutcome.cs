using Align.Training.Metrics;

namespace Align.Training.Studies;

/// <summary>What became of a cell's run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Log">The log of the finished run; <see langword="null"/> where it did not finish.</param>
/// <param name="Failure">Why it did not finish.</param>
public sealed record CellOutcome(StudyCell Cell, long Seed, IReadOnlyList<MetricsRecord>? Log, string? Failure = null);
