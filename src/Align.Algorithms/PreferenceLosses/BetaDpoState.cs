namespace Align.Algorithms.PreferenceLosses;

/// <summary>What <see cref="BetaDpoLoss"/> remembers from step to step.</summary>
/// <param name="Mean">M, the running mean of the gaps.</param>
/// <param name="Spread">S, the running standard deviation.</param>
public readonly record struct BetaDpoState(double Mean, double Spread);
