using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

/// <summary>Two passes over a bandit's pairs: AdamW (0.9, 0.95), cosine to 0, gradient norm clipped at 1, 32 pairs a step.</summary>
internal static class BanditTraining
{
    private const int StepPairs = 32;
    private const int Passes = 2;

    /// <summary>Reward and KL after every <paramref name="every"/> steps; the last is the end's.</summary>
    public static List<(double Reward, double Kl)> Run(LogLinearBandit bandit, IPreferenceLoss loss, double learningRate, long seed, int every)
    {
        using var scope = torch.NewDisposeScope();
        var theta = torch.nn.Parameter(torch.zeros(bandit.Features, dtype: ScalarType.Float64));
        var optimizer = torch.optim.AdamW([theta], lr: learningRate, beta1: 0.9, beta2: 0.95);
        var (curve, memory, step) = (new List<(double, double)>(), StepStatistics.None.Memory, 0);
        var stepsEach = bandit.Pairs / StepPairs;
        for (var pass = 0; pass < Passes; pass++)
        {
            var order = Enumerable.Range(0, bandit.Pairs).Select(row => (long)row).ToArray();
            RandomStream.Create(seed, RandomPurpose.Control, step, 1).Shuffle<long>(order);
            for (var start = 0; start + StepPairs <= order.Length; start += StepPairs)
            {
                var rate = learningRate * 0.5 * (1 + Math.Cos(Math.PI * step / (Passes * stepsEach)));
                optimizer.ParamGroups.First().LearningRate = rate;
                memory = Step(bandit, loss, theta, optimizer, order[start..(start + StepPairs)], (memory, RandomStream.Create(seed, RandomPurpose.Control, step, 2)));
                if (++step % every == 0 || step == Passes * stepsEach)
                {
                    curve.Add(bandit.Evaluate(theta));
                }
            }
        }
        return curve;
    }

    /// <summary>The reward where a curve passes a KL, by linear interpolation.</summary>
    public static double RewardAt(List<(double Reward, double Kl)> curve, double kl)
    {
        var after = curve.FindIndex(point => point.Kl >= kl);
        Assert.True(after > 0, $"the curve never passes a KL of {kl}: it ends at {curve[^1].Kl}");
        var (low, high) = (curve[after - 1], curve[after]);
        return low.Reward + ((high.Reward - low.Reward) * (kl - low.Kl) / (high.Kl - low.Kl));
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, double> Step(
        LogLinearBandit bandit,
        IPreferenceLoss loss,
        Tensor theta,
        torch.optim.Optimizer optimizer,
        long[] rows,
        (System.Collections.Immutable.ImmutableDictionary<string, double> Memory, RandomStream Random) state)
    {
        using var scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        var batch = bandit.Batch(theta, torch.tensor(rows));
        var statistics = loss.Traits.CouplesBatch ? loss.Measure(batch, state.Memory, state.Random) : StepStatistics.None;
        PreferenceAggregation.Compute(loss, batch, PreferenceCounts.Of(batch, loss.Traits), statistics).backward();
        var norm = theta.grad!.norm().item<double>();
        if (norm > 1)
        {
            theta.grad!.div_(norm);
        }
        optimizer.step();
        return statistics.Memory;
    }
}
