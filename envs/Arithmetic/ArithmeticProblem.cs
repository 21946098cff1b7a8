using System.Globalization;

namespace Align.Envs.Arithmetic;

/// <summary>One problem: an operation and its two operands, which are not negative and have equally many digits.</summary>
internal readonly record struct ArithmeticProblem(ArithmeticOperation Operation, int Digits, long Left, long Right)
{
    // Nine digits, multiplied: 81 products and two more make the greatest cost that there can be.
    private const double GreatestCost = 83;

    public char Symbol => SymbolOf(Operation);

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Left}{Symbol}{Right}=");

    /// <summary>Below 10^18 in magnitude, so that it never overflows.</summary>
    public long Answer => Operation switch
    {
        ArithmeticOperation.Add => Left + Right,
        ArithmeticOperation.Sub => Left - Right,
        ArithmeticOperation.Mul => Left * Right,
        _ => throw new ArgumentOutOfRangeException(nameof(Operation), Operation, "The operation is unknown."),
    };

    /// <summary>The logarithm of the work by hand, relative to the hardest nine-digit product; in [0, 1).</summary>
    public double Difficulty => Math.Log(Cost) / Math.Log(GreatestCost);

    public static char SymbolOf(ArithmeticOperation operation) => operation switch
    {
        ArithmeticOperation.Add => '+',
        ArithmeticOperation.Sub => '-',
        ArithmeticOperation.Mul => '*',
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "The operation is unknown."),
    };

    // Steps, plus the share of them that carries or borrows; the share stays below 1, so that more digits always cost more.
    private double Cost => Operation switch
    {
        ArithmeticOperation.Add => Digits + (Carries() / (Digits + 1.0)),
        ArithmeticOperation.Sub => Digits + (Borrows() / (Digits + 1.0)),
        _ => (Digits * Digits) + 1 + (CarryingProducts() / ((Digits * Digits) + 1.0)),
    };

    private int Carries()
    {
        var (count, carry) = (0, 0L);
        for (var (a, b, place) = (Left, Right, 0); place < Digits; (a, b, place) = (a / 10, b / 10, place + 1))
        {
            carry = (a % 10) + (b % 10) + carry >= 10 ? 1 : 0;
            count += (int)carry;
        }
        return count;
    }

    private int Borrows()
    {
        var (count, borrow) = (0, 0L);
        var (larger, smaller) = (Math.Max(Left, Right), Math.Min(Left, Right));
        for (var place = 0; place < Digits; (larger, smaller, place) = (larger / 10, smaller / 10, place + 1))
        {
            borrow = (larger % 10) - (smaller % 10) - borrow < 0 ? 1 : 0;
            count += (int)borrow;
        }
        return count;
    }

    private int CarryingProducts()
    {
        var count = 0;
        for (var a = Left; a > 0; a /= 10)
        {
            for (var b = Right; b > 0; b /= 10)
            {
                count += (a % 10) * (b % 10) >= 10 ? 1 : 0;
            }
        }
        return count;
    }
}
