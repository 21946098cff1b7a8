namespace Align.Algorithms.Statistics;

/// <summary>An estimate and the interval that holds the truth with the stated confidence.</summary>
/// <param name="Estimate">The point estimate.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Level">The confidence, such as 0.95.</param>
public readonly record struct ConfidenceInterval(double Estimate, double Low, double High, double Level);
