namespace Align.Envs.NumberCookbook;

/// <summary>How a number is written. The numbers are part of the run format.</summary>
public enum NumberFormat
{
    /// <summary>A whole number, <c>123</c>.</summary>
    Integer = 0,

    /// <summary>A decimal number with at least one decimal, <c>123.4</c>.</summary>
    Float = 1,

    /// <summary>A fraction in lowest terms, <c>7/13</c>; a whole one too, <c>5/1</c>.</summary>
    Fraction = 2,

    /// <summary>Scientific notation with a mantissa in [1, 10) and at least one decimal, <c>1.23e4</c>; exponents are 0 or above.</summary>
    Scientific = 3,
}
