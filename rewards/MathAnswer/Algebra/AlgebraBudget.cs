using System.Numerics;

namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>Bounds the work of one comparison, so that no completion can hold up a step.</summary>
internal sealed class AlgebraBudget
{
    /// <summary>Longest numerator or denominator.</summary>
    public const int MaxBits = 8192;

    /// <summary>Most terms of a polynomial.</summary>
    public const int MaxTerms = 200;

    /// <summary>Largest exponent of a symbol.</summary>
    public const int MaxExponent = 10_000;

    private const int Products = 60_000;
    private int _left = Products;

    /// <summary>Counts <paramref name="work"/> products of terms.</summary>
    /// <exception cref="AlgebraLimitException">The budget is spent.</exception>
    public void Spend(int work)
    {
        _left -= work;
        if (_left < 0)
        {
            throw new AlgebraLimitException("the expression takes too much work");
        }
    }

    /// <summary>Refuses a whole number that is too long.</summary>
    /// <exception cref="AlgebraLimitException">It is.</exception>
    public static BigInteger Bounded(BigInteger number) =>
        number.GetBitLength() <= MaxBits ? number : throw new AlgebraLimitException("a number is too long");
}
