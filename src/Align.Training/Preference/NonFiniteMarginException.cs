using System.Globalization;
using Align.Core;

namespace Align.Training.Preference;

/// <summary>A reward model gives a pair a margin that is no number.</summary>
/// <param name="pair">The first such pair, from 0.</param>
/// <param name="margin">Its margin.</param>
/// <param name="count">How many there are.</param>
public sealed class NonFiniteMarginException(long pair, double margin, int count)
    : AlignException(
        ExitCode.Numerics,
        string.Create(CultureInfo.InvariantCulture, $"the reward model's margin of pair {pair} is {margin}, and so are {count - 1} others"),
        "reward model",
        "train it again with a lower learning_rate, or name another with reward_model");
