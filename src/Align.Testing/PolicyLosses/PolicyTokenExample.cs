namespace Align.Testing;

/// <summary>One position of a completion in an example.</summary>
/// <param name="LogProb">log π_θ, nats.</param>
/// <param name="OldLogProb">log π_old, nats.</param>
/// <param name="Advantage">Where advantages come token by token.</param>
/// <param name="Weight">Where there are token weights.</param>
/// <param name="Counts">False under the mask; then the numbers may be anything.</param>
public sealed record PolicyTokenExample(double LogProb, double OldLogProb, double Advantage, double Weight, bool Counts = true)
{
    internal static PolicyTokenExample Padding { get; } = new(0, 0, 0, 0, Counts: false);
}
