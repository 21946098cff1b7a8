namespace Align.Training.Checkpoints;

/// <summary>What a search for the newest whole checkpoint found.</summary>
/// <param name="Newest">The newest one that verifies; <see langword="null"/> where none does.</param>
/// <param name="Skipped">The newer ones that do not, newest first. Report each: something damaged them.</param>
public sealed record CheckpointSearch(Checkpoint? Newest, IReadOnlyList<SkippedCheckpoint> Skipped);

/// <summary>A checkpoint that was passed over.</summary>
/// <param name="Step">Its step.</param>
/// <param name="FullPath">Its directory.</param>
/// <param name="Reason">What is wrong with it, in one sentence.</param>
public sealed record SkippedCheckpoint(long Step, string FullPath, string Reason);
