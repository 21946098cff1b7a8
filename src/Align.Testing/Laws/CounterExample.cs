namespace Align.Testing;

/// <summary>The smallest input found that breaks a law.</summary>
/// <param name="Breach">What was expected and what came, with the numbers.</param>
/// <param name="Code">C# that builds the input literally and fails; ready to paste into a test.</param>
/// <param name="Shrinks">How many times the first failing input was made smaller.</param>
public sealed record CounterExample(string Breach, string Code, int Shrinks);
