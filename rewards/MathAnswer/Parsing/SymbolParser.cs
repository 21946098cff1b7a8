using System.Text;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>Reads a name: a letter with its style, index and primes, and a function of one name or number.</summary>
internal static class SymbolParser
{
    /// <summary>The name that is next.</summary>
    /// <exception cref="MathSyntaxException">There is none.</exception>
    public static MathNode Read(TokenCursor cursor)
    {
        var token = cursor.Take();
        var name = token.Kind switch
        {
            MathTokenKind.Style => $"{token.Text}({Index(cursor)})",
            MathTokenKind.Text => $"text({string.Join(' ', token.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))})",
            _ => token.Text,
        };
        var plain = name.Length;
        for (var more = true; more;)
        {
            more = TakeMark(cursor, ref name);
        }
        var isConstant = name.Length == plain && name is MathNode.PiName or MathNode.EName or "i";
        return isConstant ? new MathNode.Symbol(name) : new MathNode.Symbol(name + Application(cursor));
    }

    /// <summary>What stands in an index or under an accent, letter by letter.</summary>
    public static string Index(TokenCursor cursor)
    {
        if (cursor.Next is not { Kind: MathTokenKind.Open })
        {
            return Spelling(cursor.TakeDigit());
        }
        var text = new StringBuilder();
        foreach (var token in cursor.TakeGroup())
        {
            text.Append(Spelling(token));
        }
        return text.Length > 0 ? text.ToString() : throw new MathSyntaxException("an empty index");
    }

    /// <summary>Whether a group consists of primes alone: y^{\prime\prime}.</summary>
    private static int PrimesAhead(TokenCursor cursor)
    {
        var count = 0;
        if (!cursor.IsNext("^"))
        {
            return 0;
        }
        if (cursor.Ahead(1) is { Text: @"\prime" })
        {
            return 1;
        }
        while (cursor.Ahead(1) is { Text: "{" } && cursor.Ahead(2 + count) is { Text: @"\prime" })
        {
            count++;
        }
        return count > 0 && cursor.Ahead(2 + count) is { Text: "}" } ? count : 0;
    }

    private static bool TakeMark(TokenCursor cursor, ref string name)
    {
        if (cursor.TryTake("_"))
        {
            name += $"_{{{Index(cursor)}}}";
            return true;
        }
        if (cursor.TryTake("'"))
        {
            name += "'";
            return true;
        }
        var primes = PrimesAhead(cursor);
        if (primes == 0)
        {
            return false;
        }
        cursor.Take();
        if (cursor.IsNextOpen("{"))
        {
            cursor.TakeGroup();
        }
        else
        {
            cursor.Take();
        }
        name += new string('\'', primes);
        return true;
    }

    private static string Application(TokenCursor cursor)
    {
        var applies = cursor.Next is { Kind: MathTokenKind.Open, Text: "(", AfterSpace: false }
            && cursor.Ahead(1) is { Kind: MathTokenKind.Symbol or MathTokenKind.Number }
            && cursor.Ahead(2) is { Text: ")" };
        return applies ? $"({Spelling(cursor.TakeGroup()[0])})" : "";
    }

    private static string Spelling(MathToken token) => token.Value is { } number ? number.ToString() : token.Text;
}
