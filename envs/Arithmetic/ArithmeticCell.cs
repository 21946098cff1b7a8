using Align.Core;

namespace Align.Envs.Arithmetic;

/// <summary>All problems of one operation whose operands have one number of digits.</summary>
internal readonly record struct ArithmeticCell(ArithmeticOperation Operation, int Digits)
{
    /// <summary>How many problems it holds: 100 of one digit, 8,100 of two, 810,000 of three.</summary>
    public long Size => Operands * Operands;

    private long Smallest => Digits == 1 ? 0 : PowerOfTen(Digits - 1);

    private long Operands => PowerOfTen(Digits) - Smallest;

    public IEnumerable<ArithmeticProblem> Problems()
    {
        for (var index = 0L; index < Size; index++)
        {
            yield return Create(index / Operands, index % Operands);
        }
    }

    public ArithmeticProblem Draw(RandomStream stream) => Create(stream.NextInt64(Operands), stream.NextInt64(Operands));

    private ArithmeticProblem Create(long left, long right) => new(Operation, Digits, Smallest + left, Smallest + right);

    private static long PowerOfTen(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }
        return power;
    }
}
