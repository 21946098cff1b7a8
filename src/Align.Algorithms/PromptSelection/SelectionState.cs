namespace Align.Algorithms.PromptSelection;

/// <summary>What a selection has learned: named columns of numbers, as they stand in a checkpoint. Not to be changed.</summary>
/// <param name="Integers">Columns of whole numbers, such as prompt indices.</param>
/// <param name="Numbers">Columns of float64 numbers, such as the parameters of posteriors; kept bit for bit.</param>
public sealed record SelectionState(IReadOnlyDictionary<string, long[]> Integers, IReadOnlyDictionary<string, double[]> Numbers)
{
    /// <summary>Nothing.</summary>
    public static SelectionState Empty { get; } = new(new Dictionary<string, long[]>(), new Dictionary<string, double[]>());
}
