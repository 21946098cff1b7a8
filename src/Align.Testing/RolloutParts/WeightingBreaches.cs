using Align.Algorithms.TokenWeights;

namespace Align.Testing;

/// <summary>What can be wrong with a token weighting.</summary>
internal static class WeightingBreaches
{
    public static string? Shape(ITokenWeighting weighting, WeightingExample example, LawOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = example.ToTokens();
        var weights = weighting.Compute(tokens, weighting.Measure(tokens));
        if (weights.requires_grad || weights.dtype != tokens.LogProbs.dtype || !weights.shape.SequenceEqual(tokens.LogProbs.shape))
        {
            return $"The weights are {weights.dtype} [{string.Join(", ", weights.shape)}]{(weights.requires_grad ? " with gradients" : "")}; the log-probabilities are {tokens.LogProbs.dtype} [{string.Join(", ", tokens.LogProbs.shape)}].";
        }
        if (example.Lengths.All(length => length == 0))
        {
            return null; // Another law's finding.
        }
        var (values, counts) = (Values(weights), tokens.Mask.data<bool>().ToArray());
        var wrong = Enumerable.Range(0, values.Length).FirstOrDefault(i => !double.IsFinite(values[i]) || values[i] < 0 || (!counts[i] && values[i] != 0), -1);
        return wrong < 0 ? null : $"At {wrong}, a token that {(counts[wrong] ? "counts" : "does not count")} weighs {Closeness.Text(values[wrong])}.";
    }

    public static string? MaskInvariance(ITokenWeighting weighting, WeightingExample example, LawOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = example.ToTokens();
        Tensor Spoiled(Tensor values) => values.where(tokens.Mask, torch.full_like(values, double.NaN));
        var spoiled = tokens with
        {
            LogProbs = Spoiled(tokens.LogProbs),
            OldLogProbs = Spoiled(tokens.OldLogProbs),
            OldEntropy = Spoiled(tokens.OldEntropy),
            Advantages = Spoiled(tokens.Advantages),
        };
        return Closeness.Difference("the weight with NaN in the padding", Of(weighting, tokens), Of(weighting, spoiled), tolerance: 0);
    }

    public static string? MicroBatchSplit(ITokenWeighting weighting, WeightingExample example, LawOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = example.ToTokens();
        var rows = Enumerable.Range(0, example.Lengths.Length).Select(row => Rows(tokens, torch.tensor(new[] { (long)row }))).ToArray();
        var merged = rows.Select(weighting.Measure).Aggregate(default(WeightMeasurement), (sum, row) => sum.Merge(row));
        return Closeness.Difference("the weight of a row by itself", Of(weighting, tokens), [.. rows.SelectMany(row => Values(weighting.Compute(row, merged)))], options.Tolerance);
    }

    public static string? Permutation(ITokenWeighting weighting, WeightingExample example, LawOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = example.ToTokens();
        var reversed = Rows(tokens, torch.tensor(Enumerable.Range(0, example.Lengths.Length).Reverse().Select(row => (long)row).ToArray()));
        return Closeness.Difference(
            "the weight in the reversed batch", [.. Of(weighting, tokens).Chunk(WeightingExample.Width).Reverse().SelectMany(row => row)], Of(weighting, reversed), options.Tolerance);
    }

    public static string? EmptyMask(ITokenWeighting weighting, WeightingExample example, LawOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = example.ToTokens();
        var empty = tokens with { Mask = torch.zeros_like(tokens.Mask) };
        return Array.FindIndex(Of(weighting, empty), weight => weight != 0) is var found and >= 0 ? $"At {found}, a token weighs something though none counts." : null;
    }

    public static string? Uniform(ITokenWeighting weighting, WeightingExample example, LawOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = example.ToTokens();
        return Closeness.Difference("the weight", Array.ConvertAll(tokens.Mask.data<bool>().ToArray(), counts => counts ? 1.0 : 0), Of(weighting, tokens), tolerance: 0);
    }

    private static double[] Of(ITokenWeighting weighting, WeightedTokens tokens) => Values(weighting.Compute(tokens, weighting.Measure(tokens)));

    private static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private static WeightedTokens Rows(WeightedTokens tokens, Tensor rows) => new()
    {
        LogProbs = tokens.LogProbs.index_select(0, rows),
        OldLogProbs = tokens.OldLogProbs.index_select(0, rows),
        OldEntropy = tokens.OldEntropy.index_select(0, rows),
        Advantages = tokens.Advantages.index_select(0, rows),
        Mask = tokens.Mask.index_select(0, rows),
    };
}
