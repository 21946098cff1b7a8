using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.Format;

/// <summary>The form that a completion must have.</summary>
public sealed record FormatOptions
{
    /// <summary>The tags that must stand in the completion, each opened and closed exactly once and in this order: <c>think</c> is <c>&lt;think&gt;…&lt;/think&gt;</c>. Default think, answer; empty for none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = ["think", "answer"];

    /// <summary>Whether the prompt ends with the first opening tag, so that the completion begins within it. Default false.</summary>
    public bool Prefilled { get; init; }

    /// <summary>Whether text may stand outside the tags; white space always may. Default false.</summary>
    public bool TextOutside { get; init; }

    /// <summary>Whether the tags may hold nothing but white space. Default true.</summary>
    public bool EmptyTags { get; init; } = true;

    /// <summary>A regular expression that the whole completion must match; a dot is any character, line breaks too. Without look-around and back-references, so that it takes linear time. Default empty: any text.</summary>
    [MaxLength(2000)]
    public string Pattern { get; init; } = "";
}
