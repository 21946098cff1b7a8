using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Align.Training.Preference;

/// <summary>One example as the model reads it: a prompt with a preferred and another response, or with one of the two alone.</summary>
/// <param name="Index">Its place in the stage's data, from 0.</param>
/// <param name="Prompt">The prompt's tokens; the same ids on both sides.</param>
/// <param name="Chosen">The preferred (or desirable) response, its stop token included; empty where there is none.</param>
/// <param name="Rejected">The other (or an undesirable) response; empty where there is none.</param>
internal sealed record PreferenceExample(long Index, ImmutableArray<int> Prompt, ImmutableArray<int> Chosen, ImmutableArray<int> Rejected)
{
    /// <summary>The tokens of <see cref="Chosen"/> that decide the preference, from 0; default where the data does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<int> ChosenSlots { get; init; }

    /// <summary>The tokens of <see cref="Rejected"/> that decide the preference, from 0; default where the data does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<int> RejectedSlots { get; init; }

    /// <summary>Whether both responses are there.</summary>
    public bool IsPair => Chosen.Length > 0 && Rejected.Length > 0;
}
