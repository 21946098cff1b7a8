using Align.Algorithms.PromptSelection;

namespace Align.Training.Rollouts;

/// <summary>Answers which prompts a step takes. Selecting changes no state: what a selection learns, the learner tells it.</summary>
internal sealed class PromptSelector : ReceiveActor
{
    private IPromptSelection? _selection;

    /// <summary>A selector over <paramref name="source"/> for one stage.</summary>
    /// <param name="source">Where the prompts come from.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="ofStage">The selection that the stage under way keeps; asked once, when it has begun. Where it keeps none, prompts come uniformly.</param>
    public PromptSelector(PromptSource source, long seed, Func<IPromptSelection?> ofStage)
    {
        Receive<SelectPrompts>(request =>
        {
            _selection ??= ofStage() ?? new UniformSelection(new SelectionScope(seed, request.Stage, source.Count, request.Count));
            var indices = _selection.Select(request.Step, request.Refill, request.Count);
            Sender.Tell(new PromptsSelected(request.Step, [.. indices.Select(source.At)]));
        });
    }
}
