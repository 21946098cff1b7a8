using Align.Algorithms.Advantages;
using Align.Algorithms.RolloutAllocation;

namespace Align.Cli.Vectors.Groups;

/// <summary>DARS's whole step from the outcomes of both stages: what is added, what is kept and its advantages, in float32 as recorded.</summary>
internal static class DarsTwoStages
{
    private const string Padding = "padding_item";

    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        var (first, second) = (inputs.NumberLists("first_stage"), inputs.NumberLists("second_stage"));
        var (counts, extra) = (Array.ConvertAll(first, Count), Array.ConvertAll(second, Count));
        var schedule = VectorNames.Of<DarsSchedule>(inputs.Text("schedule"));
        var most = (int)inputs.Integer("N_max");
        comparison.Numbers("delta_n", [.. counts.Select(count => (double)DarsAllocation.ExtraRollouts(count, schedule, inputs.Flag("std", false), most))]);
        var combined = counts.Zip(extra, (one, other) => one.Plus(other)).ToArray();
        for (var prompt = 0; prompt < combined.Length; prompt++)
        {
            comparison.Single($"combined_mean|{Name(prompt)}", combined[prompt].Accuracy);
        }
        Summarize(TwoStageSummary.Of(counts, extra), comparison);
        var kept = combined.Select(count => DarsFilter.Keeps(count, inputs.Number("upper_threshold", 1))).ToArray();
        Train([.. Rows(second, kept), .. Rows(first, kept)], (int)inputs.Integer("world_size"), comparison);
    }

    private static void Summarize(TwoStageSummary summary, CaseComparison comparison)
    {
        comparison.Number("metric_2nd_rollout", summary.ExtraRollouts);
        comparison.Number("metric_2nd_saved", summary.Saved);
        comparison.Number("solve_none", summary.Unsolved);
        comparison.Number("solve_partial", summary.Partial);
        comparison.Number("solve_all", summary.Solved);
    }

    // The original fills the last rank with rows of reward 0, which one process need not.
    private static void Train(IReadOnlyList<(string Name, double Score)> rows, int ranks, CaseComparison comparison)
    {
        var padding = (ranks - (rows.Count % ranks)) % ranks;
        (string Name, double Score)[] padded = [.. rows, .. Enumerable.Repeat((Padding, 0.0), padding)];
        string[] names = [.. padded.Select(row => row.Name)];
        long[] groups = [.. names.Select(name => (long)Array.IndexOf(names, name))];
        var advantages = CentredRewards.Compute<float>([.. padded.Select(row => (float)row.Score)], groups, SingletonAdvantage.Zero);
        comparison.Number("pad_count", padding);
        comparison.Texts("final_uids", names);
        comparison.Numbers("final_scores", [.. padded.Select(row => row.Score)]);
        comparison.Tensor("final_advantages", torch.tensor(advantages));
        foreach (var prompt in names.Zip(advantages).GroupBy(row => row.First, row => (double)row.Second))
        {
            comparison.Number($"cumulative_abs_advantage|{prompt.Key}", CumulativeAdvantage.Measured([.. prompt]));
        }
    }

    private static IEnumerable<(string Name, double Score)> Rows(double[][] stage, bool[] kept) =>
        stage.SelectMany((scores, prompt) => scores.Where(_ => kept[prompt]).Select(score => (Name(prompt), score)));

    private static RolloutCounts Count(double[] scores) => new(scores.Count(score => score >= 1), scores.Length);

    private static string Name(int prompt) => $"p{prompt}";
}
