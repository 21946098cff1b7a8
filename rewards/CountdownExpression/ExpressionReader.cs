using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Align.Rewards.CountdownExpression;

/// <summary>Reads expressions of whole numbers, <c>+ - * /</c> and parentheses by recursive descent; it evaluates nothing else.</summary>
/// <remarks>
/// <c>sum := product (('+' | '-') product)*</c>, <c>product := factor (('*' | '/') factor)*</c>, <c>factor := number | '(' sum ')'</c>; <c>×</c>, <c>·</c>, <c>÷</c>
/// and <c>−</c> are read as their ASCII signs, white space between tokens is passed over. There are no signs before a number, no decimal points, powers, equals signs or names.
/// At most 500 characters, 18 digits a number and 32 parentheses inside one another: longer texts are no expression.
/// </remarks>
internal ref struct ExpressionReader
{
    private const int MostCharacters = 500;
    private const int MostDigits = 18;
    private const int MostDepth = 32;

    private readonly ReadOnlySpan<char> _text;
    private readonly ImmutableArray<BigInteger>.Builder _numbers = ImmutableArray.CreateBuilder<BigInteger>();
    private int _at;
    private int _depth;
    private bool _failed;
    private bool _dividesByZero;

    private ExpressionReader(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The expression; <see langword="null"/> where the text is none.</summary>
    public static Expression? Read(ReadOnlySpan<char> text)
    {
        if (text.Length > MostCharacters)
        {
            return null;
        }
        var reader = new ExpressionReader(text);
        var value = reader.Sum();
        return reader._failed || reader.Next() != '\0'
            ? null
            : new Expression(reader._dividesByZero ? null : value, reader._numbers.ToImmutable());
    }

    private Fraction Sum()
    {
        var value = Product();
        while (!_failed && Next() is '+' or '-')
        {
            value = Apply(value, Take(), Product());
        }
        return value;
    }

    private Fraction Product()
    {
        var value = Factor();
        while (!_failed && Next() is '*' or '/')
        {
            value = Apply(value, Take(), Factor());
        }
        return value;
    }

    private Fraction Factor()
    {
        var next = Next();
        if (char.IsAsciiDigit(next))
        {
            return Number();
        }
        if (next != '(' || ++_depth > MostDepth)
        {
            return Fail();
        }
        Take();
        var value = Sum();
        if (_failed || Next() != ')')
        {
            return Fail();
        }
        Take();
        _depth--;
        return value;
    }

    private Fraction Number()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
        var digits = _text[start.._at];
        if (digits.Length > MostDigits || (digits.Length > 1 && digits[0] == '0'))
        {
            return Fail();
        }
        var number = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        _numbers.Add(number);
        return Fraction.Of(number);
    }

    private Fraction Apply(Fraction left, char symbol, Fraction right)
    {
        if (_failed)
        {
            return left;
        }
        if (Fraction.Apply(left, symbol, right) is { } value)
        {
            return value;
        }
        _dividesByZero = true; // Goes on with any value: the rest must still be read.
        return left;
    }

    private Fraction Fail()
    {
        _failed = true;
        return default;
    }

    /// <summary>The next sign, without taking it; NUL at the end.</summary>
    private char Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
        return _at == _text.Length ? '\0' : Plain(_text[_at]);
    }

    private char Take()
    {
        var sign = Next();
        _at++;
        return sign;
    }

    private static char Plain(char sign) => sign switch
    {
        '×' or '·' => '*',
        '÷' => '/',
        '−' => '-',
        '\0' => '?', // A NUL in the text is not the end.
        _ => sign,
    };
}
