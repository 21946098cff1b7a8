namespace Align.Testing;

/// <summary>One position of a response in an example.</summary>
/// <param name="LogProb">log π_θ, nats.</param>
/// <param name="ReferenceLogProb">log π_ref, nats.</param>
/// <param name="ReferenceKl">KL(π_ref ‖ π_θ) at the position, nats.</param>
/// <param name="RewardWeight">m_u.</param>
/// <param name="KlWeight">m_d.</param>
/// <param name="Counts">False under the mask; then the numbers may be anything.</param>
public sealed record TokenExample(double LogProb, double ReferenceLogProb, double ReferenceKl, double RewardWeight, double KlWeight, bool Counts = true)
{
    internal static TokenExample Padding { get; } = new(0, 0, 0, 0, 0, Counts: false);
}
