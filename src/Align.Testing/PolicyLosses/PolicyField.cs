using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>A tensor of <see cref="PolicyTokens"/>, by its name there.</summary>
internal enum PolicyField
{
    LogProbs,
    OldLogProbs,
    Advantages,
    Mask,
    TokenWeights,
    ReferenceLogProbs,
    Entropy,
}

/// <summary>Maps the tensors of a batch of completions.</summary>
internal static class PolicyTensors
{
    /// <summary>The batch with each of its tensors changed.</summary>
    public static PolicyTokens Map(PolicyTokens tokens, Func<PolicyField, Tensor, Tensor> change) => new()
    {
        LogProbs = change(PolicyField.LogProbs, tokens.LogProbs),
        OldLogProbs = change(PolicyField.OldLogProbs, tokens.OldLogProbs),
        Advantages = change(PolicyField.Advantages, tokens.Advantages),
        Mask = change(PolicyField.Mask, tokens.Mask),
        TokenWeights = tokens.TokenWeights is { } weights ? change(PolicyField.TokenWeights, weights) : null,
        ReferenceLogProbs = tokens.ReferenceLogProbs is { } reference ? change(PolicyField.ReferenceLogProbs, reference) : null,
        Entropy = tokens.Entropy is { } entropy ? change(PolicyField.Entropy, entropy) : null,
    };

    /// <summary>The tensors of a batch, by field.</summary>
    public static IReadOnlyList<(PolicyField Field, Tensor Tensor)> Of(PolicyTokens tokens)
    {
        var found = new List<(PolicyField, Tensor)>();
        Map(tokens, (field, tensor) =>
        {
            found.Add((field, tensor));
            return tensor;
        });
        return found;
    }

    /// <summary>The rows given.</summary>
    public static PolicyTokens Rows(PolicyTokens tokens, long[] rows)
    {
        using var index = torch.tensor(rows, dtype: ScalarType.Int64);
        return Map(tokens, (_, tensor) => tensor.index_select(0, index));
    }
}
