using System.Collections.Immutable;

namespace Align.Training.Verification.Isolation;

/// <summary>A program to start for judging, and how one talks to it.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Load">The first frame, which says what to judge by; <see langword="null"/> for a program that takes one request a line on its standard input.</param>
public sealed record ProgramStart(ImmutableArray<string> Command, ReadOnlyMemory<byte>? Load)
{
    /// <summary>Whether requests and answers are frames on pipes of their own: then nothing that is printed can be taken for an answer.</summary>
    public bool IsFramed => Load is not null;
}
