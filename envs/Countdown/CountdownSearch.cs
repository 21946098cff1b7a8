namespace Align.Envs.Countdown;

/// <summary>Tries every expression: how many there are, and how many of them reach the target. Fractions may stand in between.</summary>
/// <remarks>
/// An expression is a choice of two values, an operation between them, and so on until one value is left; a+b and b+a are one choice.
/// Where numbers may be left out, every value that comes up on the way is tried too.
/// Values are fractions that are not reduced: with five numbers up to 200 both sides stay below 2⁴·200⁵ ≈ 5·10¹².
/// </remarks>
internal sealed class CountdownSearch(IReadOnlyList<CountdownOperation> operations, NumberUse use, long target)
{
    /// <summary>Expressions that were tried.</summary>
    public long Tried { get; private set; }

    /// <summary>Those of them that reach the target.</summary>
    public long Found { get; private set; }

    /// <summary>The search over the numbers.</summary>
    public static CountdownSearch Of(CountdownOptions options, CountdownProblem problem)
    {
        var search = new CountdownSearch(options.Operations, options.Use, problem.Target);
        Fraction[] numbers = [.. problem.Numbers.Select(number => new Fraction(number, 1))];
        foreach (var number in options.Use == NumberUse.AtMostOnce ? numbers : [])
        {
            search.Try(number);
        }
        search.Visit(numbers);
        return search;
    }

    private void Visit(Fraction[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i + 1; j < values.Length; j++)
            {
                foreach (var operation in operations)
                {
                    Combine(values, i, j, operation);
                }
            }
        }
    }

    private void Combine(Fraction[] values, int i, int j, CountdownOperation operation)
    {
        var (a, b) = (values[i], values[j]);
        switch (operation)
        {
            case CountdownOperation.Add:
                Go(values, i, j, new((a.Over * b.Under) + (b.Over * a.Under), a.Under * b.Under));
                break;
            case CountdownOperation.Mul:
                Go(values, i, j, new(a.Over * b.Over, a.Under * b.Under));
                break;
            case CountdownOperation.Sub:
                var difference = new Fraction((a.Over * b.Under) - (b.Over * a.Under), a.Under * b.Under);
                Go(values, i, j, difference);
                Go(values, i, j, difference with { Over = -difference.Over });
                break;
            default:
                GoDivided(values, i, j, a, b);
                GoDivided(values, i, j, b, a);
                break;
        }
    }

    private void GoDivided(Fraction[] values, int i, int j, Fraction by, Fraction divisor)
    {
        if (divisor.Over != 0)
        {
            Go(values, i, j, new(by.Over * divisor.Under, by.Under * divisor.Over));
        }
    }

    private void Go(Fraction[] values, int i, int j, Fraction value)
    {
        if (values.Length == 2 || use == NumberUse.AtMostOnce)
        {
            Try(value);
        }
        if (values.Length > 2)
        {
            var rest = new Fraction[values.Length - 1];
            var at = 0;
            for (var k = 0; k < values.Length; k++)
            {
                if (k != i && k != j)
                {
                    rest[at++] = values[k];
                }
            }
            rest[at] = value;
            Visit(rest);
        }
    }

    private void Try(Fraction value)
    {
        Tried++;
        Found += value.Over == target * value.Under ? 1 : 0;
    }

    private readonly record struct Fraction(long Over, long Under);
}
