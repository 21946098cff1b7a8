using Align.Models.Tokenization;

namespace Align.Training.Rollouts;

/// <summary>The text that rewards read.</summary>
internal static class CompletionText
{
    /// <summary>Stands for a special token inside a completion, which has no text of its own: a verifier must not take it for nothing.</summary>
    public const string SpecialToken = "\uFFFD";

    /// <summary>The text of the tokens that were sampled before the stop token.</summary>
    public static string Of(IReadOnlyList<int> ids, Tokenizer tokenizer)
    {
        int[] special = [tokenizer.PadTokenId, tokenizer.BosTokenId, tokenizer.EosTokenId];
        return ids.Any(special.Contains)
            ? string.Concat(ids.Select(id => special.Contains(id) ? SpecialToken : tokenizer.Decode([id])))
            : tokenizer.Decode(ids);
    }
}
