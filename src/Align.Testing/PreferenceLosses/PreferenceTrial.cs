using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>A loss under a law.</summary>
internal sealed record PreferenceTrial(IPreferenceLoss Loss, LawOptions Options);
