using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Preference.Continual;

/// <summary>The examples of one domain, all of them checked; training, memory and held-out pairs have none in common.</summary>
/// <param name="Name">Its name in metrics.</param>
/// <param name="Train">Pairs to learn from.</param>
/// <param name="Memory">Held-out pairs by which coefficients are chosen.</param>
/// <param name="HeldOut">Held-out pairs on which accuracy is measured.</param>
/// <param name="Prompts">Held-out prompts to be answered and judged.</param>
internal sealed record PreferenceDomain(
    string Name, ImmutableArray<PreferenceExample> Train, ImmutableArray<PreferenceExample> Memory, ImmutableArray<PreferenceExample> HeldOut, ImmutableArray<Prompt> Prompts);
