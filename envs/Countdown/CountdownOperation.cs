namespace Align.Envs.Countdown;

/// <summary>What an expression may be made with. The numbers are part of the run format.</summary>
public enum CountdownOperation
{
    /// <summary>Addition, <c>+</c>.</summary>
    Add = 0,

    /// <summary>Subtraction, <c>-</c>.</summary>
    Sub = 1,

    /// <summary>Multiplication, <c>*</c>.</summary>
    Mul = 2,

    /// <summary>Division, <c>/</c>; exact, and fractions may stand in between.</summary>
    Div = 3,
}
