namespace Align.Testing;

/// <summary>How thorough a reward's check is, and what the reward promises.</summary>
public sealed record RewardLawOptions
{
    /// <summary>The seed of the generated texts. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Random texts a prompt, beyond the cases given. At least 0. Default 20.</summary>
    public int Texts { get; init; } = 20;

    /// <summary>The least score that it may give; <see langword="null"/> where it promises none.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest score that it may give; <see langword="null"/> where it promises none.</summary>
    public double? Maximum { get; init; }

    /// <summary>Calls at the same time. At least 2. Default 16.</summary>
    public int Concurrency { get; init; } = 16;
}
