using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Preference;

/// <summary>One example as text.</summary>
/// <param name="Line">The physical line of its file, from 1; the index of an environment's pair.</param>
/// <param name="Prompt">What the policy reads.</param>
/// <param name="Chosen">The preferred (or desirable) response; <see langword="null"/> where there is none.</param>
/// <param name="Rejected">The other (or an undesirable) one; <see langword="null"/> where there is none.</param>
internal sealed record PreferenceText(long Line, string Prompt, string? Chosen, string? Rejected)
{
    /// <summary>The characters of <see cref="Chosen"/> that decide the preference; default where the data does not say.</summary>
    public ImmutableArray<int> ChosenSlots { get; init; }

    /// <summary>The characters of <see cref="Rejected"/> that decide it; default where the data does not say.</summary>
    public ImmutableArray<int> RejectedSlots { get; init; }

    /// <summary>A generated pair.</summary>
    public static PreferenceText Of(long index, PreferencePair pair) =>
        new(index, pair.Prompt.Text, pair.Chosen, pair.Rejected) { ChosenSlots = pair.ChosenSlots, RejectedSlots = pair.RejectedSlots };
}
