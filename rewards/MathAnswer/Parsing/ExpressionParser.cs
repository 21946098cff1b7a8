namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>Reads one expression by recursive descent.</summary>
/// <remarks>
/// Multiplication may be left out. It then binds like a written one, save in t/RC, which is t/(RC): names side by side after a
/// slash belong together. A whole number before a proper fraction is a mixed number. A name before one name or number in
/// parentheses is a function of it: f(x), I(0).
/// </remarks>
internal sealed class ExpressionParser
{
    private readonly TokenCursor _cursor;
    private readonly int _plusMinus;
    private readonly CommandParser _commands;
    private int _bars;

    private ExpressionParser(TokenCursor cursor, int plusMinus)
    {
        (_cursor, _plusMinus) = (cursor, plusMinus);
        _commands = new CommandParser(cursor, this);
    }

    /// <summary>The expression that all the tokens are.</summary>
    /// <param name="tokens">At least one.</param>
    /// <param name="plusMinus">What ± stands for, 1 or −1; ∓ is the opposite.</param>
    /// <exception cref="MathSyntaxException">They are none.</exception>
    public static MathNode Read(IEnumerable<MathToken> tokens, int plusMinus = 1)
    {
        var cursor = new TokenCursor(tokens);
        var node = new ExpressionParser(cursor, plusMinus).Expression();
        return cursor.AtEnd ? node : throw new MathSyntaxException("something stands behind the expression");
    }

    /// <summary>Signed terms.</summary>
    public MathNode Expression() => _cursor.Deeper(() =>
    {
        var node = Sign() is { } first && first < 0 ? new MathNode.Negation(Term()) : Term();
        while (Sign() is { } sign)
        {
            var term = Term();
            node = new MathNode.Sum(node, sign < 0 ? new MathNode.Negation(term) : term);
        }
        return node;
    });

    /// <summary>The argument of a function without brackets: factors up to the next sign, slash or function.</summary>
    public MathNode BareArgument()
    {
        var node = Factor();
        while (BeginsFactor() && _cursor.Next is { Kind: MathTokenKind.Symbol or MathTokenKind.Open })
        {
            node = new MathNode.Product(node, Factor());
        }
        return node;
    }

    /// <summary>What brackets hold.</summary>
    public MathNode Group()
    {
        var open = _cursor.Take();
        if (open is not { Kind: MathTokenKind.Open, Text: "(" or "[" or "{" })
        {
            throw new MathSyntaxException("brackets that hold no expression");
        }
        var bars = _bars;
        _bars = 0;
        var node = Expression();
        _bars = bars;
        _cursor.Expect(MathTokenKind.Close, TokenCursor.Closing(open.Text));
        return node;
    }

    private int? Sign()
    {
        int? sign = _cursor.Next is { Kind: MathTokenKind.Operator } token
            ? token.Text switch { "+" => 1, "-" => -1, "±" => _plusMinus, "∓" => -_plusMinus, _ => null }
            : null;
        if (sign is not null)
        {
            _cursor.Take();
        }
        return sign;
    }

    private MathNode Term()
    {
        var node = Factor();
        while (true)
        {
            if (_cursor.TryTake("*"))
            {
                node = new MathNode.Product(node, SignedFactor());
            }
            else if (_cursor.TryTake("/"))
            {
                node = new MathNode.Quotient(node, Divisor());
            }
            else if (BeginsFactor())
            {
                node = new MathNode.Product(node, Factor());
            }
            else
            {
                return node;
            }
        }
    }

    private MathNode Divisor()
    {
        var isName = _cursor.Next is { Kind: MathTokenKind.Symbol };
        var node = SignedFactor();
        while (isName && _cursor.Next is { Kind: MathTokenKind.Symbol, AfterSpace: false })
        {
            node = new MathNode.Product(node, Factor());
        }
        return node;
    }

    private MathNode SignedFactor()
    {
        var negative = _cursor.IsNext("-");
        if (negative || _cursor.IsNext("+"))
        {
            _cursor.Take();
        }
        return negative ? new MathNode.Negation(Factor()) : Factor();
    }

    private bool BeginsFactor() => _cursor.Next is { } token && token.Kind switch
    {
        MathTokenKind.Symbol or MathTokenKind.Command or MathTokenKind.Style or MathTokenKind.Text => true,
        MathTokenKind.Open => token.Text != @"\{",
        MathTokenKind.Operator => token.Text == "|" && _bars == 0,
        // Two numbers side by side are no product: the writer may mean anything.
        MathTokenKind.Number => throw new MathSyntaxException("two numbers side by side"),
        _ => false,
    };

    private MathNode Factor()
    {
        var node = Primary();
        while (true)
        {
            if (_cursor.TryTake("!"))
            {
                node = new MathNode.Function("factorial", [node]);
            }
            else if (_cursor.TryTake("°"))
            {
                node = Degrees(node);
            }
            else if (_cursor.TryTake("^"))
            {
                node = Raised(node);
            }
            else
            {
                return node;
            }
        }
    }

    private MathNode Raised(MathNode node)
    {
        var exponent = Exponent();
        if (exponent is MathNode.Symbol { Name: @"\circ" })
        {
            return Degrees(node);
        }
        return _cursor.IsNext("^") ? throw new MathSyntaxException("a power of a power without brackets") : new MathNode.Power(node, exponent);
    }

    /// <summary>An exponent: a group, or one signed number or name.</summary>
    public MathNode Exponent() => _cursor.IsNextOpen("{") || _cursor.IsNextOpen("(") ? Group() : _cursor.Deeper(SignedPrimary);

    private MathNode SignedPrimary() => _cursor.TryTake("-") ? new MathNode.Negation(OnePiece()) : OnePiece();

    private MathNode OnePiece() => _cursor.Next is { Kind: MathTokenKind.Number } ? new MathNode.Number(_cursor.Take().Value!.Value) : Primary();

    private static MathNode.Product Degrees(MathNode node) => new(node, new MathNode.Quotient(MathNode.Pi, MathNode.Whole(180)));

    private MathNode Primary() => _cursor.Next switch
    {
        { Kind: MathTokenKind.Number } => NumberOrMixed(),
        { Kind: MathTokenKind.Open } => Group(),
        { Kind: MathTokenKind.Operator, Text: "|" } => Absolute(),
        { Kind: MathTokenKind.Symbol or MathTokenKind.Style or MathTokenKind.Text } => SymbolParser.Read(_cursor),
        { Kind: MathTokenKind.Command } => _cursor.Deeper(_commands.Read),
        _ => throw new MathSyntaxException("no number, name or bracket where one is due"),
    };

    private MathNode.Function Absolute()
    {
        _cursor.Take();
        _bars++;
        var node = Expression();
        _bars--;
        _cursor.Expect(MathTokenKind.Operator, "|");
        return new("abs", [node]);
    }

    private MathNode NumberOrMixed()
    {
        var token = _cursor.Take();
        if (_cursor.TryTake("_"))
        {
            // A number in another base: 4210_5 is equal to itself alone.
            return new MathNode.Symbol($"#{token.Text}_{SymbolParser.Index(_cursor)}");
        }
        var whole = new MathNode.Number(token.Value!.Value);
        if (!token.IsDigits || MixedNumber.FractionAhead(_cursor) is not { } fraction)
        {
            return whole;
        }
        for (var i = 0; i < fraction.Tokens; i++)
        {
            _cursor.Take();
        }
        return new MathNode.Number(whole.Value + fraction.Value);
    }
}
