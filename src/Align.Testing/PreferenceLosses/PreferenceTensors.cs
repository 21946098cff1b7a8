using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>Maps the tensors of a batch of preferences.</summary>
internal static class PreferenceTensors
{
    /// <summary>The batch with each of its tensors changed.</summary>
    public static PreferenceBatch Map(PreferenceBatch batch, Func<PreferenceField, Tensor, Tensor> change) => new()
    {
        Chosen = Map(batch.Chosen, PreferenceSide.Chosen, change),
        Rejected = Map(batch.Rejected, PreferenceSide.Rejected, change),
        RewardMargins = batch.RewardMargins is { } margins ? change(new(PreferenceSide.Chosen, PreferenceQuantity.RewardMargins), margins) : null,
        Mismatched = batch.Mismatched is { } crossed ? Map(crossed, PreferenceSide.Mismatched, change) : null,
    };

    /// <summary>The tensors of a batch, by field.</summary>
    public static IReadOnlyList<(PreferenceField Field, Tensor Tensor)> Of(PreferenceBatch batch)
    {
        var found = new List<(PreferenceField, Tensor)>();
        Map(batch, (field, tensor) =>
        {
            found.Add((field, tensor));
            return tensor;
        });
        return found;
    }

    /// <summary>The rows given of each side; the mismatched completions, which belong to the step, are left out.</summary>
    public static PreferenceBatch Rows(PreferenceBatch batch, long[] chosen, long[] rejected)
    {
        using var chosenRows = torch.tensor(chosen, dtype: ScalarType.Int64);
        using var rejectedRows = torch.tensor(rejected, dtype: ScalarType.Int64);
        return Map(
            batch with { Mismatched = null },
            (field, tensor) => tensor.index_select(0, field.Side == PreferenceSide.Chosen ? chosenRows : rejectedRows));
    }

    private static ResponseBatch Map(ResponseBatch rows, PreferenceSide side, Func<PreferenceField, Tensor, Tensor> change) => new()
    {
        LogProbs = change(new(side, PreferenceQuantity.LogProbs), rows.LogProbs),
        ReferenceLogProbs = rows.ReferenceLogProbs is { } reference ? change(new(side, PreferenceQuantity.ReferenceLogProbs), reference) : null,
        Lengths = change(new(side, PreferenceQuantity.Lengths), rows.Lengths),
        Tokens = rows.Tokens is { } tokens ? Map(tokens, side, change) : null,
    };

    private static ResponseTokens Map(ResponseTokens tokens, PreferenceSide side, Func<PreferenceField, Tensor, Tensor> change) => new()
    {
        LogProbs = change(new(side, PreferenceQuantity.TokenLogProbs), tokens.LogProbs),
        ReferenceLogProbs = change(new(side, PreferenceQuantity.TokenReferenceLogProbs), tokens.ReferenceLogProbs),
        ReferenceKl = change(new(side, PreferenceQuantity.ReferenceKl), tokens.ReferenceKl),
        Mask = change(new(side, PreferenceQuantity.Mask), tokens.Mask),
        RewardWeights = tokens.RewardWeights is { } rewards ? change(new(side, PreferenceQuantity.RewardWeights), rewards) : null,
        KlWeights = tokens.KlWeights is { } kls ? change(new(side, PreferenceQuantity.KlWeights), kls) : null,
    };
}
