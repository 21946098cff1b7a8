using System.Text;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>Cuts an answer into tokens: LaTeX, or plain text such as <c>sqrt(2)/3</c>.</summary>
internal sealed class MathTokenizer
{
    /// <summary>Most tokens of an answer.</summary>
    public const int MaxTokens = 600;

    private readonly string _text;
    private readonly List<MathToken> _tokens = [];
    private int _at;
    private int _brackets;
    private bool _space;

    private MathTokenizer(string text) => _text = text;

    /// <summary>The tokens of a text.</summary>
    /// <exception cref="MathSyntaxException">It has a command or a character that is not read, or too many tokens.</exception>
    public static List<MathToken> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokenizer = new MathTokenizer(Spelled(text));
        while (tokenizer._at < tokenizer._text.Length)
        {
            tokenizer.Step();
            if (tokenizer._tokens.Count > MaxTokens)
            {
                throw new MathSyntaxException("the answer is too long");
            }
        }
        return tokenizer._tokens;
    }

    private static string Spelled(string text)
    {
        var spelled = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            spelled = LatexNames.Characters.TryGetValue(character, out var other) ? spelled.Append(other) : spelled.Append(character);
        }
        return spelled.ToString();
    }

    private void Step()
    {
        var character = _text[_at];
        if (char.IsWhiteSpace(character) || character is '~' or '$')
        {
            (_at, _space) = (_at + 1, true);
        }
        else if (character == '\\')
        {
            Backslash();
        }
        else if (char.IsAsciiDigit(character) || (character == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
        {
            var (token, end) = NumberReader.Read(_text, _at, groups: _brackets == 0);
            Emit(token, end - _at);
        }
        else if (char.IsAsciiLetter(character))
        {
            Letters();
        }
        else
        {
            Sign(character);
        }
    }

    private void Sign(char character)
    {
        switch (character)
        {
            case '(' or '[' or '{':
                Emit(new(MathTokenKind.Open, character.ToString()), 1);
                break;
            case ')' or ']' or '}':
                Emit(new(MathTokenKind.Close, character.ToString()), 1);
                break;
            case '*' when Next(1) == '*':
                Emit(new(MathTokenKind.Operator, "^"), 2);
                break;
            case '<' or '>' when Next(1) == '=':
                Emit(new(MathTokenKind.Operator, character == '<' ? "≤" : "≥"), 2);
                break;
            case '+' or '-' or '*' or '/' or '^' or '_' or '!' or '|' or '=' or '<' or '>' or ',' or ';' or ':' or '&' or '\'':
                Emit(new(MathTokenKind.Operator, character == ';' ? "," : character.ToString()), 1);
                break;
            default:
                throw new MathSyntaxException($"the character '{character}'");
        }
    }

    private void Letters()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }
        if (LatexNames.Plain(_text[_at..end]) is { } word)
        {
            Emit(word, end - _at);
            return;
        }
        while (_at < end)
        {
            Emit(new(MathTokenKind.Symbol, _text[_at].ToString()), 1);
        }
    }

    private void Backslash()
    {
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }
        if (end == _at + 1)
        {
            Escape(Next(1));
            return;
        }
        // Stored answers have their spaces stripped: \pic is \pi c. So the longest known name wins.
        var length = end - _at - 1;
        while (length > 1 && !LatexNames.IsKnown(_text.Substring(_at + 1, length)))
        {
            length--;
        }
        Named(_text.Substring(_at + 1, length));
    }

    private void Escape(char? character)
    {
        switch (character)
        {
            case '{':
                Emit(new(MathTokenKind.Open, @"\{"), 2);
                break;
            case '}':
                Emit(new(MathTokenKind.Close, @"\}"), 2);
                break;
            case '\\':
                Emit(new(MathTokenKind.Operator, @"\\"), 2);
                break;
            case '|':
                Emit(new(MathTokenKind.Operator, "|"), 2);
                break;
            case ',' or ';' or ':' or '!' or ' ' or '>' or '(' or ')' or '[' or ']':
                _at += 2;
                _space = true;
                break;
            default:
                throw new MathSyntaxException("an escape that is not read");
        }
    }

    private void Named(string name)
    {
        var length = name.Length + 1;
        if (LatexNames.IsDropped(name))
        {
            var dot = name is "left" or "right" && Next(length) == '.';
            _at += dot ? length + 1 : length;
        }
        else if (LatexNames.IsText(name) || name is "begin" or "end")
        {
            var (content, end) = Braced(_at + length);
            Emit(TextToken(name, content), end - _at);
        }
        else
        {
            Emit(LatexNames.Command(name) ?? throw new MathSyntaxException($@"the command \{name}"), length);
        }
    }

    private static MathToken TextToken(string name, string content) => name switch
    {
        "begin" => new(MathTokenKind.Begin, content.TrimEnd('*')),
        "end" => new(MathTokenKind.End, content.TrimEnd('*')),
        _ => content.Trim() switch
        {
            [var letter] when char.IsAsciiLetter(letter) => new(MathTokenKind.Symbol, letter.ToString()),
            "" => throw new MathSyntaxException("an empty text"),
            var words => LatexNames.Plain(words.Trim(',').Trim()) ?? new(MathTokenKind.Text, words),
        },
    };

    /// <summary>The text in the braces that open at or after a place, and where they end.</summary>
    private (string Content, int End) Braced(int from)
    {
        while (from < _text.Length && _text[from] == ' ')
        {
            from++;
        }
        var close = from < _text.Length && _text[from] == '{' ? _text.IndexOf('}', from) : -1;
        return close < 0 ? throw new MathSyntaxException("a command without its braces") : (_text[(from + 1)..close], close + 1);
    }

    private char? Next(int offset) => _at + offset < _text.Length ? _text[_at + offset] : null;

    private void Emit(MathToken token, int length)
    {
        if (token.Text is "(" or "[" or @"\{")
        {
            _brackets++;
        }
        else if (token.Text is ")" or "]" or @"\}")
        {
            _brackets--;
        }
        _tokens.Add(token with { AfterSpace = _space });
        (_at, _space) = (_at + length, false);
    }
}
