using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

/// <summary>OFS-DPO on a bandit's stream of pairs: two vectors θ, one AdamW each, cosine to 0, norms clipped at 1, 32 pairs a step, two passes, roles compared every 20 steps.</summary>
/// <remarks>α = 0 and the first vector alone is DPO.</remarks>
internal static class FastSlowTraining
{
    private const int StepPairs = 32;
    private const int Window = 20;
    private const double SlowRatio = 0.5;

    /// <summary>What training left behind.</summary>
    /// <param name="Theta">The served vector: the one in the fast role.</param>
    /// <param name="LastGradients">Mean norm of its gradients over the last 50 steps, before clipping.</param>
    /// <param name="Swaps">Exchanges of roles.</param>
    public sealed record Outcome(double[] Theta, double LastGradients, int Swaps);

    /// <summary>Trains from <paramref name="start"/>, or from zero.</summary>
    public static Outcome Run(LogLinearBandit bandit, OfsDpoOptions options, double learningRate, long seed, double[]? start = null)
    {
        using var scope = torch.NewDisposeScope();
        var modules = new[] { Module(bandit, start, learningRate), Module(bandit, start, learningRate * SlowRatio) };
        var (fast, swaps, norms, window) = (0, 0, new List<double>(), (Fast: 0.0, Slow: 0.0));
        var batches = Batches(bandit, seed).ToArray();
        for (var step = 0; step < batches.Length; step++)
        {
            using var inner = torch.NewDisposeScope();
            var terms = Losses(bandit, modules[fast].Theta, modules[1 - fast].Theta, batches[step], options);
            (terms.FastObjective + terms.SlowObjective).mean().backward();
            var decay = 0.5 * (1 + Math.Cos(Math.PI * step / batches.Length));
            norms.Add(Update(modules[fast], decay));
            Update(modules[1 - fast], decay);
            window = (window.Fast + terms.FastLosses.mean().item<double>(), window.Slow + terms.SlowLosses.mean().item<double>());
            if ((step + 1) % Window == 0)
            {
                if (OfsDpo.ShouldSwap(window.Fast, window.Slow))
                {
                    (fast, swaps) = (1 - fast, swaps + 1);
                }
                window = (0, 0);
            }
        }
        return new Outcome(modules[fast].Theta.detach().data<double>().ToArray(), norms.TakeLast(50).Average(), swaps);
    }

    private static (Parameter Theta, torch.optim.Optimizer Optimizer, double Rate) Module(LogLinearBandit bandit, double[]? start, double rate)
    {
        var theta = torch.nn.Parameter(torch.tensor(start ?? new double[bandit.Features]));
        return (theta, torch.optim.AdamW([theta], lr: rate, beta1: 0.9, beta2: 0.95), rate);
    }

    private static IEnumerable<long[]> Batches(LogLinearBandit bandit, long seed) => Enumerable.Range(0, 2).SelectMany(pass =>
    {
        var order = Enumerable.Range(0, bandit.Pairs).Select(row => (long)row).ToArray();
        RandomStream.Create(seed, RandomPurpose.Control, pass, 3).Shuffle<long>(order);
        return order.Chunk(StepPairs).Where(batch => batch.Length == StepPairs);
    });

    private static OfsDpoTerms Losses(LogLinearBandit bandit, Tensor fast, Tensor slow, long[] rows, OfsDpoOptions options)
    {
        var places = torch.tensor(rows);
        Tensor Margin(Tensor theta) => PreferenceMargins.LogRatioMargin(bandit.Batch(theta, places));
        return OfsDpo.Compute(Margin(fast), Margin(slow), options);
    }

    private static double Update((Parameter Theta, torch.optim.Optimizer Optimizer, double Rate) module, double decay)
    {
        var gradient = module.Theta.grad!;
        var norm = gradient.norm().item<double>();
        if (norm > 1)
        {
            gradient.div_(norm);
        }
        module.Optimizer.ParamGroups.First().LearningRate = module.Rate * decay;
        module.Optimizer.step();
        module.Optimizer.zero_grad();
        return norm;
    }
}
