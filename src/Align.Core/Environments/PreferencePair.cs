using System.Collections.Immutable;

namespace Align.Core;

/// <summary>Two answers to one prompt, the better one named.</summary>
/// <param name="Prompt">The prompt; its id is the pair's.</param>
/// <param name="Chosen">The text of the preferred answer.</param>
/// <param name="Rejected">The text of the other.</param>
public sealed record PreferencePair(Prompt Prompt, string Chosen, string Rejected)
{
    /// <summary>The characters of <see cref="Chosen"/> that decide the preference, from 0, where the source knows them; default where it does not.</summary>
    public ImmutableArray<int> ChosenSlots { get; init; }

    /// <summary>The characters of <see cref="Rejected"/> that decide the preference, from 0, where the source knows them; default where it does not.</summary>
    public ImmutableArray<int> RejectedSlots { get; init; }
}
