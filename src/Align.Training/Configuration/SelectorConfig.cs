using Align.Algorithms.PromptSelection;

namespace Align.Training.Configuration;

/// <summary>How a stage chooses its prompts: its <c>name</c> (see <c>align list selectors</c>) and its own options. Without a name it is <c>uniform</c>.</summary>
public sealed record SelectorConfig
{
    /// <summary>The selector's registered name.</summary>
    public string Name { get; init; } = "uniform";

    /// <summary>The selector with its options, bound from the keys beside <c>name</c>.</summary>
    public object Options { get; init; } = new UniformSelector();

    /// <summary>The selector.</summary>
    public IPromptSelector Selector => (IPromptSelector)Options;
}
