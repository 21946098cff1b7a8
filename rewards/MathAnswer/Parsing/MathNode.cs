using System.Collections.Immutable;
using Align.Rewards.MathAnswer.Algebra;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>An expression as it was written.</summary>
internal abstract record MathNode
{
    private MathNode() { }

    /// <summary>A rational number.</summary>
    public sealed record Number(Rational Value) : MathNode;

    /// <summary>A variable, a function applied to one name, or one of the constants <see cref="Pi"/>, <see cref="E"/> and <see cref="ImaginaryUnit"/>.</summary>
    public sealed record Symbol(string Name) : MathNode
    {
        /// <summary>Whether it stands for something that a reader may call by another name.</summary>
        public bool IsVariable => Name is not (PiName or EName or Radical.ImaginaryUnit or "∞");
    }

    /// <summary>left + right.</summary>
    public sealed record Sum(MathNode Left, MathNode Right) : MathNode;

    /// <summary>left · right.</summary>
    public sealed record Product(MathNode Left, MathNode Right) : MathNode;

    /// <summary>top / bottom.</summary>
    public sealed record Quotient(MathNode Top, MathNode Bottom) : MathNode;

    /// <summary>−value.</summary>
    public sealed record Negation(MathNode Value) : MathNode;

    /// <summary>Base to an exponent.</summary>
    public sealed record Power(MathNode Base, MathNode Exponent) : MathNode;

    /// <summary>A named function: sin, ln, log (base, argument), abs and so on.</summary>
    public sealed record Function(string Name, ImmutableArray<MathNode> Arguments) : MathNode;

    public const string PiName = "π";
    public const string EName = "e";

    public static Symbol Pi { get; } = new(PiName);

    public static Symbol E { get; } = new(EName);

    public static Symbol ImaginaryUnit { get; } = new(Radical.ImaginaryUnit);

    public static Number Whole(long value) => new(Rational.Of(value));
}
