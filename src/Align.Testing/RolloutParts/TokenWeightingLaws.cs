using Align.Algorithms.TokenWeights;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>The laws of token weightings, and the check of a weighting against those that it promises.</summary>
public static class TokenWeightingLaws
{
    /// <summary>A weight a token, and nothing else.</summary>
    public static PartLaw<ITokenWeighting, WeightingExample> Shape { get; } = new(
        new Law(nameof(Shape), "It gives finite constants, at least 0, of the log-probabilities' shape and type, and 0 outside the mask.", "always", "ITokenWeighting"), WeightingBreaches.Shape);

    /// <summary>Padding is not read.</summary>
    public static PartLaw<ITokenWeighting, WeightingExample> MaskInvariance { get; } = new(
        new Law(nameof(MaskInvariance), "NaN outside the mask changes no weight.", "always", "NaN · 0 is NaN; a least and greatest over the padding too"), WeightingBreaches.MaskInvariance);

    /// <summary>The cut does not matter.</summary>
    public static PartLaw<ITokenWeighting, WeightingExample> MicroBatchSplit { get; } = new(
        new Law(nameof(MicroBatchSplit), "Row by row, with the merged measurement, the weights are those of the whole.", "always", "STEER's official weights depend on the micro-batch"), WeightingBreaches.MicroBatchSplit);

    /// <summary>The order does not matter.</summary>
    public static PartLaw<ITokenWeighting, WeightingExample> Permutation { get; } = new(
        new Law(nameof(Permutation), "Rows in another order have the same weights, in that order.", "always", "a batch is a set"), WeightingBreaches.Permutation);

    /// <summary>No token, no failure.</summary>
    public static PartLaw<ITokenWeighting, WeightingExample> EmptyMask { get; } = new(
        new Law(nameof(EmptyMask), "Where no token counts all weights are 0.", "always", "STEER's official code takes the least of nothing and fails"), WeightingBreaches.EmptyMask);

    /// <summary>Uniform is uniform.</summary>
    public static PartLaw<ITokenWeighting, WeightingExample> Uniform { get; } = new(
        new Law(nameof(Uniform), "Every token weighs 1.", "IsUniform", "what is not computed must not matter"), WeightingBreaches.Uniform)
    {
        Exempts = static weighting => weighting.IsUniform ? null : "it is not uniform",
    };

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<PartLaw<ITokenWeighting, WeightingExample>> All { get; } = [Shape, MaskInvariance, MicroBatchSplit, Permutation, EmptyMask, Uniform];

    /// <summary>Puts every law that it promises to the weighting.</summary>
    /// <param name="weighting">The weighting, with the options to check.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="Shape"/> is broken, the others are not tried.</returns>
    public static LawReport Check(ITokenWeighting weighting, LawOptions? options = null) =>
        PartLaw<ITokenWeighting, WeightingExample>.Check(
            weighting, All, ([new(1, [1]), new(1, [0]), new(1, [3, 0, 1]), new(1, [4, 4])], Arb.From(Batches(), Simpler)), (nameof(TokenWeightingLaws), Literal), options);

    private static Gen<WeightingExample> Batches() =>
        from seed in Gen.Choose(0, 99)
        from rows in Gen.Choose(1, 4)
        from lengths in Gen.Choose(0, WeightingExample.Width).ListOf(rows)
        select new WeightingExample(seed, [.. lengths]);

    private static IEnumerable<WeightingExample> Simpler(WeightingExample example) =>
        example.Lengths.Length > 1 ? Enumerable.Range(0, example.Lengths.Length).Select(row => example with { Lengths = example.Lengths.RemoveAt(row) }) : [];

    private static string Literal(WeightingExample example) => FormattableString.Invariant($"new({example.Seed}, [{string.Join(", ", example.Lengths)}])");
}
