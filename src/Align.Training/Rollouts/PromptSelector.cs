using Align.Algorithms.PromptSelection;

namespace Align.Training.Rollouts;

/// <summary>Answers which prompts a step takes.</summary>
internal sealed class PromptSelector : ReceiveActor
{
    /// <summary>A uniform selector over <paramref name="source"/>.</summary>
    public PromptSelector(PromptSource source, long seed)
    {
        Receive<SelectPrompts>(request =>
        {
            var indices = UniformSelection.Indices(seed, request.Stage, request.Step, request.Count, source.Count);
            Sender.Tell(new PromptsSelected(request.Step, [.. indices.Select(source.At)]));
        });
    }
}
