namespace Align.Algorithms.PromptSelection;

/// <summary>The selection of prompts during one stage. Of one thread at a time.</summary>
public interface IPromptSelection
{
    /// <summary>The prompts of a step, or of one refill of it.</summary>
    /// <remarks>
    /// A pure function of its arguments and of the state that <see cref="Observe"/> and <see cref="Restore"/> leave: asked again it answers the
    /// same, so that a step that was dropped leaves no trace. Draws come from streams keyed by (seed, step, prompt or refill), never from a
    /// generator that is kept.
    /// </remarks>
    /// <param name="step">The step within the stage, from 0.</param>
    /// <param name="refill">0 for the step's first batch, then 1, 2, … up to <see cref="IPromptSelector.MaxRefills"/>.</param>
    /// <param name="count">How many prompts; at least 1.</param>
    /// <returns><paramref name="count"/> indices below the population.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1, or a position negative.</exception>
    long[] Select(long step, int refill, int count);

    /// <summary>Learns from a step; called once a step, after it was trained on, with every prompt that was sampled, those let go included.</summary>
    /// <param name="step">The step within the stage.</param>
    /// <param name="observations">In the order of selection; a prompt that was selected twice stands twice.</param>
    /// <returns>Metrics of the step by name, such as <c>mopps/spearman</c>, measured on the state before it; those without a value are left out.</returns>
    IReadOnlyDictionary<string, double> Observe(long step, IReadOnlyList<PromptObservation> observations);

    /// <summary>The whole state; <see cref="SelectionState.Empty"/> where there is none.</summary>
    SelectionState Save();

    /// <summary>Takes back, bit for bit, what <see cref="Save"/> gave.</summary>
    /// <exception cref="ArgumentException">The state is of another kind of selection.</exception>
    void Restore(SelectionState state);
}
