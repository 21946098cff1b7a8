namespace Align.Core;

/// <summary>An environment that also makes preference pairs by a script of its own: no model writes them and nobody labels them.</summary>
/// <remarks>Pairs follow the rules of prompts: a pure function of the options, the split and the index.</remarks>
public interface IPreferenceEnvironment : IEnvironment
{
    /// <summary>The pair at <paramref name="index"/>; its prompt is that of <see cref="IEnvironment.CreatePrompt"/>.</summary>
    /// <param name="split">Training or held-out prompts.</param>
    /// <param name="index">0 or above; below <see cref="IEnvironment.Count"/> where that is bounded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside the split.</exception>
    PreferencePair CreatePair(PromptSplit split, long index);
}
