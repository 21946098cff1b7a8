namespace Align.Algorithms.PromptSelection;

/// <summary>What a selection is made for.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Stage">The stage's place in the run, from 0.</param>
/// <param name="Population">How many prompts there are; <see langword="null"/> where there is no bound.</param>
/// <param name="PromptsPerStep">How many prompts a step wants; at least 1.</param>
public sealed record SelectionScope(long Seed, int Stage, long? Population, int PromptsPerStep);
