namespace Align.Algorithms.PromptSelection;

/// <summary>Every prompt once an epoch, in an order of its own each epoch; see <see cref="UniformSelection"/>.</summary>
public sealed record UniformSelector : IPromptSelector
{
    /// <inheritdoc/>
    public IPromptSelection Begin(SelectionScope scope) => new UniformSelection(scope);
}
