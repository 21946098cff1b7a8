namespace Align.Envs.NumberCookbook;

/// <summary>The easy and the hard forms of some tasks. The numbers are part of the run format.</summary>
public enum NumberVariant
{
    /// <summary>As usual.</summary>
    Plain = 0,

    /// <summary>In sums of fractions, products and remainders the second number has at most three digits; other tasks are as usual.</summary>
    Easy = 1,

    /// <summary>Where two numbers other than fractions are compared, they share their leading digits; other tasks are as usual.</summary>
    Hard = 2,
}
