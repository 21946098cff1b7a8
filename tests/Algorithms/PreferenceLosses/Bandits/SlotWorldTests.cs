using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

public sealed class SlotWorldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Knowing_which_tokens_matter_gives_more_reward_for_less_kl(long seed)
    {
        using var scope = torch.NewDisposeScope();
        var world = new SlotWorld(seed);
        var start = world.Evaluate(world.Reference);
        Sample.Close(0, start.Kl);
        var oracle = Train(world, new SparsePoLoss { Beta = 0.3 }, slotsOnly: true)[^1];
        foreach (var loss in new IPreferenceLoss[] { new DpoLoss { Beta = 0.3 }, new TdpoLoss { Beta = 0.3, Version = 1 } })
        {
            // Without the mask the pairs' other tokens are learned by heart: KL, and little reward, at any time of the run.
            var curve = Train(world, loss, slotsOnly: false);
            Assert.True(curve[^1].Reward > start.Reward);
            Assert.All(curve, point => Assert.True(oracle.Reward > 1.15 * point.Reward, $"{loss.GetType().Name}: {point}, oracle {oracle}"));
            Assert.True(oracle.Kl < 0.5 * curve[^1].Kl, $"{loss.GetType().Name}: {curve[^1]}, oracle {oracle}");
        }
    }

    private static List<(double Reward, double Kl)> Train(SlotWorld world, IPreferenceLoss loss, bool slotsOnly)
    {
        using var scope = torch.NewDisposeScope();
        var logits = torch.nn.Parameter(world.Reference.clone());
        var optimizer = torch.optim.AdamW([logits], lr: 0.02);
        var curve = new List<(double, double)>();
        for (var step = 1; step <= 300; step++)
        {
            using var inner = torch.NewDisposeScope();
            optimizer.zero_grad();
            var batch = world.Batch(logits, slotsOnly);
            PreferenceAggregation.Compute(loss, batch, PreferenceCounts.Of(batch, loss.Traits), StepStatistics.None).backward();
            optimizer.step();
            if (step % 25 == 0)
            {
                curve.Add(world.Evaluate(logits));
            }
        }
        return curve;
    }
}
