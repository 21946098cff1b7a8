namespace Align.Rewards.MathAnswer;

/// <summary>Parts an answer into what is counted and its unit.</summary>
internal sealed class UnitSuffix(Units units)
{
    private static readonly string[] s_textCommands = [@"\text{", @"\mathrm{", @"\textrm{", @"\mbox{", @"\operatorname{"];

    /// <summary>The answer without its unit, and the unit's name; <see langword="null"/> where it has none that is known.</summary>
    public (string Core, string Unit)? Split(string text) => Prefix(text) ?? Sign(text) ?? InCommand(text) ?? InWords(text);

    private static (string Core, string Unit)? Prefix(string text) => text switch
    {
        ['\\', '$', .. var rest] => (rest.TrimStart(), "dollar"),
        ['$', .. var rest] => (rest.TrimStart(), "dollar"),
        ['€', .. var rest] => (rest.TrimStart(), "euro"),
        ['-', '$', .. var rest] => ($"-{rest}", "dollar"),
        ['-', '\\', '$', .. var rest] => ($"-{rest}", "dollar"),
        _ => null,
    };

    private static (string Core, string Unit)? Sign(string text)
    {
        foreach (var (sign, unit) in new[] { (@"\%", Units.Percent), ("%", Units.Percent), (@"\$", "dollar"), (@"^\circ", "degree"), (@"^{\circ}", "degree"), (@"^ \circ", "degree"), ("°", "degree"), (@"\degree", "degree") })
        {
            if (text.EndsWith(sign, StringComparison.Ordinal) && text.Length > sign.Length)
            {
                return (text[..^sign.Length].TrimEnd(' ', '\\', ','), unit);
            }
        }
        return null;
    }

    private (string Core, string Unit)? InCommand(string text)
    {
        var (body, power) = Power(text);
        if (!body.EndsWith('}'))
        {
            return null;
        }
        var start = s_textCommands.Max(command => body.LastIndexOf(command, StringComparison.Ordinal));
        if (start <= 0)
        {
            return null;
        }
        var inside = body[(body.IndexOf('{', start) + 1)..^1];
        return !inside.Contains('}', StringComparison.Ordinal) && units.NameOf(inside.Trim() + power) is { } unit ? (Core(body[..start]), unit) : null;
    }

    private (string Core, string Unit)? InWords(string text)
    {
        var (body, power) = Power(text);
        var start = body.Length;
        while (start > 0 && (char.IsAsciiLetter(body[start - 1]) || body[start - 1] is ' ' or '/' or '.' or '^' || (body[start - 1] is '2' or '3' && start > 1 && body[start - 2] == '^')))
        {
            start--;
        }
        // A letter that touches the number is a name: 5m is five times m, 5 m is five metres, and 5 k is no unit at all.
        var words = body[start..].Trim();
        var apart = start > 0 && words.Length > 0 && (body[start] == ' ' || (body[start - 1] is '}' or '$' && words.Length > 1));
        return apart && (words.Length > 1 || words is "m" or "g" or "s" or "h") && units.NameOf(words + power) is { } unit ? (Core(body[..start]), unit) : null;
    }

    private static (string Body, string Power) Power(string text)
    {
        foreach (var (written, power) in new[] { ("^2", "^2"), ("^{2}", "^2"), ("²", "^2"), ("^3", "^3"), ("^{3}", "^3"), ("³", "^3") })
        {
            if (text.EndsWith(written, StringComparison.Ordinal))
            {
                return (text[..^written.Length], power);
            }
        }
        return (text, "");
    }

    private static string Core(string text)
    {
        var core = text.TrimEnd();
        while (core.EndsWith(@"\,", StringComparison.Ordinal) || core.EndsWith(@"\;", StringComparison.Ordinal) || core.EndsWith(@"\ ", StringComparison.Ordinal) || core.EndsWith(@"\!", StringComparison.Ordinal))
        {
            core = core[..^2].TrimEnd();
        }
        core = core.EndsWith('\\') ? core[..^1].TrimEnd() : core.TrimEnd('~', '$');
        return core;
    }
}
