using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>DAPO's penalty of long completions (arXiv:2503.14476): 0 up to max_completion_length − buffer_length tokens, then falling linearly to −factor at max_completion_length.</summary>
public sealed record OverlongConfig
{
    /// <summary>Tokens before max_completion_length over which the penalty grows. 1 to 1,048,576; at most max_completion_length.</summary>
    [Range(1, 1048576)]
    public required int BufferLength { get; init; }

    /// <summary>The penalty at max_completion_length. Above 0, up to 1e6.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double Factor { get; init; } = 1;
}
