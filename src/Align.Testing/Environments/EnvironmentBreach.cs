using Align.Core;

namespace Align.Testing;

/// <summary>What is wrong, and at which prompt.</summary>
internal sealed record EnvironmentBreach(string Text, PromptSplit Split, long Index);
