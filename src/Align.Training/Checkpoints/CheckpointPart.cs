namespace Align.Training.Checkpoints;

/// <summary>One file of a checkpoint that is to be written.</summary>
/// <param name="Name">Its file name: letters, digits, dot, hyphen and underscore, not starting with a dot.</param>
/// <param name="ExpectedBytes">About how large it will be, for the check of free space; 0 where that is not known.</param>
/// <param name="Write">Writes the content, forwards only: the stream cannot seek.</param>
public sealed record CheckpointPart(string Name, long ExpectedBytes, Action<Stream> Write);
