using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

/// <summary>Coefficients of a sum of θ vectors with the least DPO loss on 128 remembered pairs of each bandit.</summary>
internal sealed class CoefficientSearch(IReadOnlyList<LogLinearBandit> bandits, double beta)
{
    private const int Remembered = 128;
    private const double Bound = 3;

    /// <summary>The best combination with coefficients of at least 0 and sum 1, in steps of 0.05.</summary>
    public double[] OnSimplex(IReadOnlyList<double[]> thetas)
    {
        using var scope = torch.NewDisposeScope();
        var best = CombinationCoefficients.Simplex(thetas.Count, 0.05).MinBy(point => Loss(Combine(thetas, torch.tensor(point))).item<double>())!;
        return Combine(thetas, torch.tensor(best)).data<double>().ToArray();
    }

    /// <summary>The best combination by gradient: Adam at 0.05, 150 steps from 1/K, Σ|c| held at 3.</summary>
    public double[] Free(IReadOnlyList<double[]> thetas)
    {
        using var scope = torch.NewDisposeScope();
        var coefficients = torch.nn.Parameter(torch.tensor(Enumerable.Repeat(1.0 / thetas.Count, thetas.Count).ToArray()));
        var adam = torch.optim.AdamW([coefficients], lr: 0.05, weight_decay: 0);
        for (var step = 0; step < 150; step++)
        {
            using var inner = torch.NewDisposeScope();
            adam.zero_grad();
            Loss(Combine(thetas, coefficients)).backward();
            adam.step();
            using var unrecorded = torch.no_grad();
            coefficients.copy_(torch.tensor(CombinationCoefficients.Within(coefficients.detach().data<double>().ToArray(), Bound)));
        }
        return Combine(thetas, coefficients.detach()).data<double>().ToArray();
    }

    private static Tensor Combine(IReadOnlyList<double[]> thetas, Tensor coefficients) =>
        torch.stack([.. thetas.Select(theta => torch.tensor(theta))]).t().matmul(coefficients);

    private Tensor Loss(Tensor theta)
    {
        var rows = torch.arange(Remembered, dtype: ScalarType.Int64);
        return bandits
            .Select(bandit => LogisticLoss.Of(PreferenceMargins.LogRatioMargin(bandit.Batch(theta, rows)) * beta).mean())
            .Aggregate((sum, loss) => sum + loss);
    }
}
