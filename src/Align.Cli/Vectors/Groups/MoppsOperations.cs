using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.Statistics;

namespace Align.Cli.Vectors.Groups;

/// <summary>MoPPS: the choice of prompts, the belief about them and how well it foretells.</summary>
internal static class MoppsOperations
{
    // The draws are an argument, and the original's shuffle was taken out: the order is the candidates' own.
    public static void Select(VectorInputs inputs, CaseComparison comparison)
    {
        var draws = inputs.Numbers("draws");
        var selected = Choose(inputs, draws, (int)inputs.Integer("B"));
        comparison.Numbers("selected_positions_in_order", [.. selected.Select(place => (double)place)]);
        comparison.Tensor("sampled_r_of_selected", torch.tensor(Array.ConvertAll(selected, place => draws[place]), dtype: ScalarType.Float64));
    }

    public static void PosteriorUpdate(VectorInputs inputs, CaseComparison comparison)
    {
        var prior = new BetaPosterior(inputs.Number("prior_alpha"), inputs.Number("prior_beta"));
        var beliefs = Enumerable.Repeat(prior, (int)inputs.Integer("num_prompts")).ToArray();
        var rollouts = (int)inputs.Integer("n_rollout");
        for (var step = 0; comparison.Records($"steps|{step}"); step++)
        {
            var recorded = comparison.Recorded($"steps|{step}");
            var draws = recorded.Numbers("draws");
            comparison.Numbers($"steps|{step}|draws", draws);
            var selected = Choose(inputs, draws, (int)inputs.Integer("batch_size"));
            comparison.Numbers($"steps|{step}|selected", [.. selected.Select(place => (double)place)]);
            comparison.Numbers($"steps|{step}|success_rate", recorded.Numbers("success_rate"));
            foreach (var (prompt, rate) in selected.Zip(recorded.Numbers("success_rate")).Where(_ => !inputs.Flag("no_update", false)))
            {
                beliefs[prompt] = beliefs[prompt].After(rate * rollouts, rollouts, inputs.Number("decay"), prior);
            }
            comparison.Numbers($"steps|{step}|alpha_after", [.. beliefs.Select(belief => belief.Alpha)]);
            comparison.Numbers($"steps|{step}|beta_after", [.. beliefs.Select(belief => belief.Beta)]);
        }
    }

    // The original correlates with the negated success rate, and holds the rates in float32.
    public static void GroupRewardMetrics(VectorInputs inputs, CaseComparison comparison)
    {
        var rollouts = (int)inputs.Integer("n_rollout");
        var prompts = inputs.Integers("batch_prompt_order");
        var draws = inputs.Numbers("draws");
        var observed = inputs.Numbers("acc").Chunk(rollouts).Select(group => new RolloutCounts(group.Count(acc => acc >= 1), group.Length)).ToArray();
        var summary = PredictionSummary.Of(Array.ConvertAll(prompts, prompt => draws[prompt]), observed);
        const string task = "metrics|tasksample/";
        Negated($"{task}train_corr", summary.Correlation, comparison);
        Negated($"{task}train_spearman_corr", summary.RankCorrelation, comparison);
        Moments($"{task}train_success_rate", summary.Observed, comparison.Single);
        Moments($"{task}sampled_acquisition_score", summary.Predicted, comparison.Number);
        comparison.Number("metrics|batch/solve_none", summary.Unsolved);
        comparison.Number("metrics|batch/solve_all", summary.Solved);
        foreach (var (prompt, count) in prompts.Zip(observed))
        {
            var belief = BetaPosterior.Uniform.After(count, inputs.Number("decay"), BetaPosterior.Uniform);
            comparison.Number($"alpha_after|{prompt}", belief.Alpha);
            comparison.Number($"beta_after|{prompt}", belief.Beta);
        }
    }

    public static void InformedPrior(VectorInputs inputs, CaseComparison comparison)
    {
        const double weight = 3; // The original's.
        var results = inputs.Numbers("results");
        var observed = new RolloutCounts(results.Count(result => result >= 1), results.Length);
        var prior = new BetaPosterior(inputs.Number("prior_alpha"), inputs.Number("prior_beta")).Informed(observed, weight);
        comparison.Number("alpha", prior.Alpha);
        comparison.Number("beta", prior.Beta);
    }

    public static void BetaDistribution(VectorInputs inputs, CaseComparison comparison)
    {
        var belief = new BetaPosterior(inputs.Number("alpha"), inputs.Number("beta"));
        comparison.Number("mean", belief.Mean);
        comparison.Number("var", belief.Variance);
        comparison.Numbers("cdf", Array.ConvertAll(inputs.Numbers("x"), belief.Cumulative));
    }

    private static int[] Choose(VectorInputs inputs, double[] draws, int count)
    {
        int[] order = [.. Enumerable.Range(0, draws.Length)];
        return inputs.Text("strategy", "topk") switch
        {
            "topk" => ThompsonChoice.Nearest(draws, count, inputs.Number("target_mean", 0.5)),
            "threshold" => ThompsonChoice.WithinBand(draws, count, inputs.Number("lower", 0.3), inputs.Number("upper", 0.7), order),
            "uniform" => ThompsonChoice.Uniform(count, order),
            var other => throw new FormatException($"unknown strategy \"{other}\""),
        };
    }

    private static void Negated(string path, double? correlation, CaseComparison comparison)
    {
        if (correlation is { } value)
        {
            comparison.Number(path, -value);
        }
    }

    private static void Moments(string path, SampleMoments moments, Action<string, double> compare)
    {
        compare(path, moments.Mean);
        compare($"{path}_min", moments.Min);
        compare($"{path}_max", moments.Max);
        compare($"{path}_std", moments.StandardDeviation);
    }
}
