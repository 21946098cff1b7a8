using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PromptSelection;

/// <summary>DAPO's dynamic sampling: prompts in the uniform order, of which only those stay whose completions differ in reward; the others' places are refilled by further batches.</summary>
/// <remarks>
/// Yu et al. 2025, arXiv:2503.14476, eq. 11. A batch is <c>per_step_prompts</c> prompts; what is left over of the last one is discarded, in the
/// order of selection. Differs from verl: where the bound on refills is reached the step goes on with the prompts that it has, where verl
/// fails, and every prompt sampled counts as spent.
/// </remarks>
public sealed record DynamicSelector : IPromptSelector
{
    /// <summary>Batches of prompts a step may sample beyond its first. 0 to 1,000; verl's examples allow 9.</summary>
    [Range(0, 1000)]
    public int MaxRefills { get; init; } = 9;

    /// <inheritdoc/>
    public PromptSelectorTraits Traits => new() { Learns = true, FiltersPrompts = true };

    /// <inheritdoc/>
    public bool Keeps(PromptObservation observation) => MixedGroups.Keeps(observation);

    /// <inheritdoc/>
    public IPromptSelection Begin(SelectionScope scope) => new DynamicSelection(scope);
}
