namespace Align.Envs.NumberCookbook;

/// <summary>What is asked of numbers. The numbers are part of the run format.</summary>
public enum NumberTask
{
    /// <summary>The sum.</summary>
    Add = 0,

    /// <summary>The difference; the larger number comes first.</summary>
    Sub = 1,

    /// <summary>The product.</summary>
    Multiply = 2,

    /// <summary>The quotient, as a fraction.</summary>
    Truediv = 3,

    /// <summary>The quotient without its remainder; the larger number comes first.</summary>
    Floordiv = 4,

    /// <summary>The remainder; the divisor has at most 0.7 · digits + 1 digits.</summary>
    Mod = 5,

    /// <summary>The larger number.</summary>
    Max = 6,

    /// <summary>The smaller number.</summary>
    Min = 7,

    /// <summary>The larger digit of each column; a missing digit counts as 0.</summary>
    DigitMax = 8,

    /// <summary>The smaller digit of each column.</summary>
    DigitMin = 9,

    /// <summary>The sum of each column modulo 10, without carrying.</summary>
    DigitAdd = 10,

    /// <summary>The digit at a place from the left, counted from 0, without the point.</summary>
    GetDigit = 11,

    /// <summary>How many digits there are, without the point.</summary>
    Length = 12,

    /// <summary>How often a digit occurs.</summary>
    Count = 13,

    /// <summary>The number as a decimal number.</summary>
    ToFloat = 14,

    /// <summary>The number in scientific notation.</summary>
    ToScient = 15,

    /// <summary>The number rounded to some significant figures, half to even, in scientific notation.</summary>
    Sig = 16,
}
