using System.Text;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>Reads fractions, roots, binomials and functions.</summary>
internal sealed class CommandParser(TokenCursor cursor, ExpressionParser expressions)
{
    /// <summary>The structure that is next.</summary>
    /// <exception cref="MathSyntaxException">It is not whole.</exception>
    public MathNode Read()
    {
        var command = cursor.Take();
        return command.Text switch
        {
            "frac" => Fraction(),
            "sqrt" => Root(),
            "surd" => new MathNode.Function("root", [MathNode.Whole(2), cursor.IsNextOpen("(") ? expressions.Group() : ExpressionParser.Read([cursor.Take()])]),
            "binom" => new MathNode.Function("binomial", [Argument(), Argument()]),
            "log" => Logarithm(),
            "exp" => new MathNode.Power(MathNode.E, FunctionArgument()),
            _ => Named(command.Text),
        };
    }

    private MathNode Fraction() => Derivative() is { } derivative ? derivative : new MathNode.Quotient(Argument(), Argument());

    /// <summary>\frac{dx}{dt} is no quotient in which d cancels.</summary>
    private MathNode.Symbol? Derivative()
    {
        var length = 0;
        for (var depth = 0; cursor.Ahead(length) is { } token; length++)
        {
            depth += token.Text switch { "{" => 1, "}" => -1, _ => 0 };
            if (depth == 0)
            {
                break;
            }
        }
        if (!IsDifferential(0) || !IsDifferential(length + 1))
        {
            return null;
        }
        return new MathNode.Symbol($"d({Spelled(cursor.TakeGroup())})/({Spelled(cursor.TakeGroup())})");
    }

    private bool IsDifferential(int at) =>
        cursor.Ahead(at) is { Text: "{" } && cursor.Ahead(at + 1) is { Text: "d" or @"\partial" } && cursor.Ahead(at + 2) is { } after
        && (after.IsOperator("^") || after.Kind is MathTokenKind.Symbol or MathTokenKind.Style);

    private static string Spelled(List<MathToken> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            text.Append(token.Text).Append(' ');
        }
        return text.ToString();
    }

    private MathNode.Function Root()
    {
        var index = MathNode.Whole(2) as MathNode;
        if (cursor.IsNextOpen("["))
        {
            index = expressions.Group();
        }
        return new("root", [index, cursor.IsNextOpen("(") ? expressions.Group() : Argument()]);
    }

    private MathNode.Function Logarithm()
    {
        var power = Power();
        var named = cursor.TryTake("_") ? Argument() : MathNode.Whole(10);
        return power is null && Power() is null
            ? new("log", [named, FunctionArgument()])
            : throw new MathSyntaxException("a power of a logarithm without brackets");
    }

    private MathNode Named(string name)
    {
        var power = Power();
        if (power is MathNode.Negation { Value: MathNode.Number { Value: var one } } && one.Equals(Algebra.Rational.One))
        {
            return new MathNode.Function($"arc{name}", [FunctionArgument()]);
        }
        var function = new MathNode.Function(name, [FunctionArgument()]);
        return power is null ? function : new MathNode.Power(function, power);
    }

    private MathNode? Power() => cursor.TryTake("^") ? expressions.Exponent() : null;

    /// <summary>An argument in braces, or one token; of a number, one digit.</summary>
    private MathNode Argument()
    {
        if (cursor.IsNextOpen("{"))
        {
            return expressions.Group();
        }
        if (cursor.Next is { Kind: MathTokenKind.Command })
        {
            return cursor.Deeper(Read);
        }
        var token = cursor.TakeDigit();
        return token.Kind is MathTokenKind.Number or MathTokenKind.Symbol ? ExpressionParser.Read([token]) : throw new MathSyntaxException("an argument that is no number or name");
    }

    private MathNode FunctionArgument() =>
        cursor.Next is { Kind: MathTokenKind.Open } ? expressions.Group()
        : cursor.Next is { Kind: MathTokenKind.Command } ? cursor.Deeper(Read)
        : expressions.BareArgument();
}
