using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Rewards.CodeTests;

/// <summary>How programs are run and judged.</summary>
[NeedsIsolation]
public sealed record CodeTestsOptions
{
    /// <summary>The program that runs the code, and its arguments; the code's file comes last. Default python3 -I.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Command { get; init; } = ["python3", "-I"];

    /// <summary>Seconds that one test may take. Default 2. Range [0.01, 600].</summary>
    [Range(0.01, 600.0)]
    public double SecondsPerTest { get; init; } = 2;

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
