namespace Align.Envs.Arithmetic;

/// <summary>What a problem asks for. The numbers are part of the run format: they key the split and the random streams.</summary>
public enum ArithmeticOperation
{
    /// <summary>Addition, <c>17+25=</c>.</summary>
    Add = 0,

    /// <summary>Subtraction, <c>17-25=</c>; the answer may be negative.</summary>
    Sub = 1,

    /// <summary>Multiplication, <c>17*25=</c>.</summary>
    Mul = 2,
}
