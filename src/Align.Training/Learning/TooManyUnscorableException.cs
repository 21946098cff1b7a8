using System.Globalization;
using Align.Core;

namespace Align.Training.Learning;

/// <summary>More completions of a step could not be judged than <c>max_unscorable_fraction</c> allows.</summary>
public sealed class TooManyUnscorableException(double fraction, double limit, RewardFault first)
    : AlignException(
        ExitCode.Data,
        string.Create(CultureInfo.InvariantCulture, $"{fraction:P0} of the step's completions could not be judged, and max_unscorable_fraction is {limit:P0}; the first fault: {first.Kind}, {first.Message}"),
        "rewards",
        "mend the reward, or raise max_unscorable_fraction; nothing was learned from this step")
{
    /// <summary>The share of the step's completions, in [0, 1].</summary>
    public double Fraction { get; } = fraction;
}
