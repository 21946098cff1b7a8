namespace Align.Rewards.ExactMatch;

/// <summary>How a completion is compared with the gold answer.</summary>
public sealed record ExactMatchOptions
{
    /// <summary>Whether white space around the completion and the answer is ignored. Default true.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Whether upper and lower case are the same, by the invariant culture's ordinal rules. Default false.</summary>
    public bool IgnoreCase { get; init; }
}
