using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Verification.CodeTests;

/// <summary>How programs are run and judged.</summary>
[NeedsIsolation]
public sealed record CodeTestsOptions
{
    /// <summary>The program that runs the code, and its arguments; the code's file comes last. Default python3 -s.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Interpreter { get; init; } = ["python3", "-s"];

    /// <summary>Seconds that one test may take. Default 2. Range [0.01, 600].</summary>
    [Range(0.01, 600.0)]
    public double SecondsPerTest { get; init; } = 2;

    /// <summary>Seconds that all tests of a completion may take; what is left then counts as failed. Default 8; below <c>runtime.reward_timeout_seconds</c>. Range [0.01, 3600].</summary>
    [Range(0.01, 3600.0)]
    public double MaxSeconds { get; init; } = 8;

    /// <summary>Memory of a program in MiB, as its data segment; beyond it, it is refused more. Default 256; below <c>limits.memory_mb</c>. Range [8, 1048576].</summary>
    [Range(8, 1_048_576)]
    public int MemoryMb { get; init; } = 256;

    /// <summary>Tests of a prompt that are run, the first ones; 0 for all. Default 0. Range [0, 10000].</summary>
    [Range(0, 10_000)]
    public int MaxTests { get; init; }

    /// <summary>What the score is. Default <see cref="CodeScore.All"/>.</summary>
    public CodeScore Score { get; init; } = CodeScore.All;
}

/// <summary>What passed tests are worth.</summary>
public enum CodeScore
{
    /// <summary>1 where every test passes, else 0; the first that fails ends the judgement.</summary>
    All,

    /// <summary>The share of the tests that pass.</summary>
    Share,
}
