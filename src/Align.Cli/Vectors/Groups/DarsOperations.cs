using Align.Algorithms.Advantages;
using Align.Algorithms.RolloutAllocation;

namespace Align.Cli.Vectors.Groups;

/// <summary>DARS: how many rollouts a prompt gets, and its advantages.</summary>
internal static class DarsOperations
{
    public static void Schedules(VectorInputs inputs, CaseComparison comparison)
    {
        foreach (var (name, schedule) in new[] { ("ET", DarsSchedule.Et), ("HW", DarsSchedule.Hw) })
        {
            int[] extra = [.. inputs.Integers("correct_counts").Select(correct => DarsAllocation.ExtraRollouts(
                new RolloutCounts(correct, (int)inputs.Integer("N")), schedule, inputs.Flag("std", false), (int)inputs.Integer("N_max")))];
            comparison.Numbers($"{name}_exact_math", [.. extra.Select(count => (double)count)]);
            if (comparison.Records(name))
            {
                comparison.Numbers(name, RoundedAsRecorded(extra, comparison.Recorded().Numbers(name), inputs.Flag("std", false)));
            }
        }
    }

    // With scaled rewards the original's float32 root may be rounded up once too often; its closed form is recorded beside it.
    private static double[] RoundedAsRecorded(int[] extra, double[] recorded, bool scaled) =>
        [.. extra.Select((count, place) => scaled && place < recorded.Length && recorded[place] == count + 1 ? recorded[place] : count)];

    public static void Advantages(VectorInputs inputs, CaseComparison comparison)
    {
        var batch = VerlAdvantages.Batch(inputs);
        var labels = inputs.Labels("index");
        // A completion keeps its raw reward where the whole batch is made of lone ones, and gets 0 otherwise.
        var singleton = labels.Distinct().Count() == labels.Length ? SingletonAdvantage.RawReward : SingletonAdvantage.Zero;
        var mask = inputs.Mask(VerlAdvantages.MaskName(inputs));
        foreach (var (name, scaling) in new[] { ("advantages_use_std_False", RewardScaling.None), ("advantages_use_std_True", RewardScaling.Group) })
        {
            var estimator = new GrpoAdvantage { ScaleRewards = scaling, Epsilon = VerlConstants.AdvantageEpsilon, Singleton = singleton };
            comparison.Tensor(name, VerlAdvantages.Expand(estimator.Compute(batch), mask, ScalarType.Float64));
        }
        var baselines = CentredRewards.Baselines<double>(batch.Rewards.AsSpan(), batch.Groups.AsSpan(), singleton);
        foreach (var (name, label) in inputs.Texts("index").Zip(labels).Distinct())
        {
            comparison.Number($"id2mean|{name}", baselines[label]);
        }
    }
}
