using Align.Algorithms.PromptSelection;

namespace Align.Tests.Training.Learning;

/// <summary>Refuses steps of fewer than 100 prompts and unbounded populations; else uniform.</summary>
internal sealed record PickySelector : IPromptSelector
{
    public PromptSelectorTraits Traits => new() { NeedsPopulation = true };

    public IPromptSelection Begin(SelectionScope scope) =>
        scope.PromptsPerStep < 100 ? throw new ArgumentException("too few prompts a step") : new UniformSelection(scope);
}
