namespace Align.Core;

/// <summary>One thing that is wrong with a data file.</summary>
/// <param name="Line">The physical line, from 1.</param>
/// <param name="What">What is wrong with it. Never quotes more than 80 characters of content.</param>
/// <param name="Remedy">What to do about this one.</param>
public sealed record DataProblem(long Line, string What, string Remedy);
