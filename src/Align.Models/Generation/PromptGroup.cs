using System.Collections.Immutable;
using Align.Kernels.Decoding;

namespace Align.Models.Generation;

/// <summary>A distinct prompt and the completions of it. The prompt is read once; its whole pages are shared by its completions.</summary>
internal sealed class PromptGroup(ImmutableArray<int> tokens)
{
    public ImmutableArray<int> Tokens { get; } = tokens;

    public List<DecodingRow> Rows { get; } = [];

    /// <summary>The prompt's pages, once it is read.</summary>
    public int[] Pages { get; } = new int[PagePool.For(tokens.Length)];

    /// <summary>The pages that its completions share; what is left of the last is copied, because they write behind it.</summary>
    public int SharedPages => Tokens.Length / NativeDecoder.PageTokens;

    /// <summary>The completions that may still look at the prompt.</summary>
    public int Growing { get; set; }

    /// <summary>The groups of some rows, in the order of their first rows.</summary>
    public static IReadOnlyList<PromptGroup> Of(IEnumerable<DecodingRow> rows)
    {
        var groups = new List<PromptGroup>();
        var byPrompt = new Dictionary<string, PromptGroup>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var key = string.Join(',', row.Request.PromptTokenIds);
            if (!byPrompt.TryGetValue(key, out var group)) groups.Add(byPrompt[key] = group = new PromptGroup(row.Request.PromptTokenIds));
            group.Rows.Add(row);
        }
        return groups;
    }
}
