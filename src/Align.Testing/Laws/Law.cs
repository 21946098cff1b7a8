namespace Align.Testing;

/// <summary>A property that must hold for every input that its domain allows, and what it rests on.</summary>
/// <param name="Name">What it is called in reports; also the name of the member that holds it.</param>
/// <param name="Statement">What holds, as one sentence or equation.</param>
/// <param name="AppliesWhen">The traits that make it apply.</param>
/// <param name="Source">The paper, or the fault of a known implementation that it would have caught.</param>
public sealed record Law(string Name, string Statement, string AppliesWhen, string Source);
