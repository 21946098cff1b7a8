using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>beta-DPO as its authors run it; the recorded draw takes the place of ours.</summary>
internal static class BetaDpoOperations
{
    public static void Run(VectorInputs vector, CaseComparison comparison)
    {
        var (options, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var loss = new BetaDpoLoss
        {
            Beta = options.Number("beta0"),
            A = options.Number("a"),
            FilterRatio = options.Number("filter_ratio", 0.2),
            EmaGamma = options.Number("ema_gamma", 0.9),
            BetaMin = options.Number("beta_min", 1e-3),
            StdEpsilon = 0,
        };
        var batch = PreferenceInputs.Pairs(inputs);
        var gaps = loss.Gaps(PreferenceMargins.LogRatioMargin(batch));
        var before = new BetaDpoState(inputs.Tensor("gap_mean_prev").item<double>(), inputs.Tensor("gap_std_prev").item<double>());
        var state = BetaDpoGaps.Update(gaps, before, loss.EmaGamma);
        var statistics = loss.Statistics(gaps, state, inputs.Tensor("selected_mask"));
        var objective = PreferenceInputs.Objective(loss, batch, statistics);
        objective.backward();
        comparison.Tensor("gap", gaps);
        comparison.Numbers("gap_mean", [state.Mean]);
        comparison.Numbers("gap_std", [state.Spread]);
        comparison.Tensor("sampling_weight", BetaDpoGaps.Weights(gaps, state, loss.StdEpsilon));
        comparison.Numbers("beta_used", [statistics.Number(BetaDpoLoss.BetaUsed)]);
        comparison.Tensor("per_sample", BetaDpoLoss.PerPair(batch, statistics));
        comparison.Tensor("loss", objective);
        PreferenceInputs.Gradient(comparison, "grad_pc", batch.Chosen.LogProbs);
        PreferenceInputs.Gradient(comparison, "grad_pr", batch.Rejected.LogProbs);
    }
}
