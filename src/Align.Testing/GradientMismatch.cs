namespace Align.Testing;

/// <summary>One element of one input whose gradient differs from the finite difference.</summary>
/// <param name="Input">Which input, counted from 0.</param>
/// <param name="Element">Which of its elements, in row-major order.</param>
/// <param name="Analytic">What the backward pass gave.</param>
/// <param name="Numeric">What central differences gave.</param>
public sealed record GradientMismatch(int Input, int Element, double Analytic, double Numeric)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"input {Input}, element {Element}: backward {Analytic:g9}, difference {Numeric:g9}");
}
