namespace Align.Rewards.Format;

/// <summary>Tags that stand exactly once and in order.</summary>
internal sealed class TagOrder
{
    private readonly IReadOnlyList<string> _tags;
    private readonly bool _prefilled;
    private readonly bool _textOutside;
    private readonly bool _emptyTags;

    public TagOrder(IReadOnlyList<string> tags, bool prefilled, bool textOutside, bool emptyTags)
    {
        var bad = tags.FirstOrDefault(tag => tag.Length == 0 || !tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));
        if (bad is not null || tags.Distinct(StringComparer.Ordinal).Count() != tags.Count)
        {
            throw new ArgumentException(bad is not null ? $"The tag '{bad}' is not made of letters, digits, _ and -; write think for <think>." : "A tag is named twice; each stands once.", nameof(tags));
        }
        (_tags, _prefilled, _textOutside, _emptyTags) = (tags, prefilled, textOutside, emptyTags);
    }

    /// <summary>Whether a text has them.</summary>
    public bool Holds(string text)
    {
        var at = 0;
        for (var i = 0; i < _tags.Count; i++)
        {
            var isOpen = i == 0 && _prefilled;
            var (open, close) = ($"<{_tags[i]}>", $"</{_tags[i]}>");
            var begin = isOpen ? 0 : Once(text, open);
            var end = Once(text, close);
            var inside = begin + (isOpen ? 0 : open.Length);
            if (begin < at || end < inside || (isOpen && text.Contains(open, StringComparison.Ordinal))
                || !MayStandOutside(text.AsSpan(at, begin - at)) || (!_emptyTags && text.AsSpan(inside, end - inside).IsWhiteSpace()))
            {
                return false;
            }
            at = end + close.Length;
        }
        return MayStandOutside(text.AsSpan(at));
    }

    private bool MayStandOutside(ReadOnlySpan<char> text) => _textOutside || text.IsWhiteSpace();

    /// <summary>The only place of a tag; −1 where it stands nowhere or more than once.</summary>
    private static int Once(string text, string tag)
    {
        var first = text.IndexOf(tag, StringComparison.Ordinal);
        return first >= 0 && text.IndexOf(tag, first + 1, StringComparison.Ordinal) < 0 ? first : -1;
    }
}
