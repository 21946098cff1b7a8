namespace Align.Models.Adapters;

/// <summary>A and B of one projection's update ΔW = scale · B A. Owns both.</summary>
/// <param name="A">[r, in].</param>
/// <param name="B">[out, r].</param>
internal sealed record LowRankFactors(Parameter A, Parameter B) : IDisposable
{
    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
