namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>A place in a list of tokens.</summary>
internal sealed class TokenCursor
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 40;

    private readonly List<MathToken> _tokens;
    private int _at;
    private int _depth;

    public TokenCursor(IEnumerable<MathToken> tokens) => _tokens = [.. tokens];

    public bool AtEnd => _at == _tokens.Count;

    public MathToken? Next => Ahead(0);

    public MathToken? Ahead(int offset) => _at + offset < _tokens.Count ? _tokens[_at + offset] : null;

    public bool IsNext(string oneOperator) => Next is { } token && token.IsOperator(oneOperator);

    public bool IsNextOpen(string bracket) => Next is { } token && token.Is(MathTokenKind.Open, bracket);

    /// <exception cref="MathSyntaxException">The answer ends here.</exception>
    public MathToken Take() => _at < _tokens.Count ? _tokens[_at++] : throw new MathSyntaxException("the answer ends too early");

    public bool TryTake(string oneOperator)
    {
        var there = IsNext(oneOperator);
        _at += there ? 1 : 0;
        return there;
    }

    public void Expect(MathTokenKind kind, string text)
    {
        if (!Take().Is(kind, text))
        {
            throw new MathSyntaxException($"there is no '{text}' where one is due");
        }
    }

    /// <summary>Takes the first digit of a number: \frac34 is three quarters.</summary>
    public MathToken TakeDigit()
    {
        var token = Take();
        if (!token.IsDigits || token.Text.Length == 1)
        {
            return token;
        }
        _tokens[--_at] = Digits(token.Text[1..]);
        return Digits(token.Text[..1]);
    }

    /// <summary>The tokens between the bracket that is next and its partner, both of which are taken.</summary>
    public List<MathToken> TakeGroup()
    {
        var first = Take();
        var inside = new List<MathToken>();
        for (var depth = 1; ;)
        {
            var token = Take();
            depth += token.Kind switch { MathTokenKind.Open => 1, MathTokenKind.Close => -1, _ => 0 };
            if (depth == 0)
            {
                return Closes(first.Text, token.Text) ? inside : throw new MathSyntaxException("brackets that do not match");
            }
            inside.Add(token);
        }
    }

    /// <summary>Reads something one level deeper.</summary>
    /// <exception cref="MathSyntaxException">That is too deep.</exception>
    public MathNode Deeper(Func<MathNode> read)
    {
        if (++_depth > MaxDepth)
        {
            throw new MathSyntaxException("the answer is nested too deep");
        }
        var node = read();
        _depth--;
        return node;
    }

    public static string Closing(string open) => open switch { "(" => ")", "[" => "]", "{" => "}", _ => @"\}" };

    private static bool Closes(string open, string close) => Closing(open) == close;

    private static MathToken Digits(string digits) => new(MathTokenKind.Number, digits, Value: NumberReader.Whole(digits));
}
