using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Losses with a likelihood of the chosen response: CPO and ORPO.</summary>
internal static class ImitationLossOperations
{
    public static void Cpo(VectorInputs vector, CaseComparison comparison)
    {
        var options = vector.Section("params");
        var defaults = new CpoLoss();
        var loss = new CpoLoss
        {
            Beta = options.Number("beta"),
            CpoAlpha = options.Number("cpo_alpha", defaults.CpoAlpha),
            LossType = VectorNames.Of<CpoLink>(options.Text("loss_type", "sigmoid")),
            LabelSmoothing = options.Number("label_smoothing", 0),
            SimpoGamma = options.Number("simpo_gamma", options.Number("gamma", defaults.SimpoGamma)),
        };
        var batch = Compare(loss, vector.Section("inputs"), comparison);
        comparison.Tensor("pref_per_sample", loss.Preference(batch));
    }

    public static void Orpo(VectorInputs vector, CaseComparison comparison)
    {
        var options = vector.Section("params");
        var loss = new OrpoLoss { Beta = options.Has("lam") ? options.Number("lam") : options.Number("beta") };
        var batch = Compare(loss, vector.Section("inputs"), comparison);
        comparison.Tensor("log_odds_ratio", OrpoLoss.LogOddsRatio(batch));
        comparison.Tensor("or_per_sample", loss.OddsRatio(batch));
    }

    private static PreferenceBatch Compare(IPreferenceLoss loss, VectorInputs inputs, CaseComparison comparison)
    {
        var batch = PreferenceInputs.Pairs(inputs);
        var objective = PreferenceInputs.Objective(loss, batch, StepStatistics.None);
        objective.backward();
        comparison.Tensor("loss", objective);
        comparison.Tensor("nll", PreferenceInputs.Mean(TokenMeanNll.PerExample(batch.Chosen, PreferenceCounts.Of(batch, loss.Traits))));
        comparison.Tensor("avg_c", PreferenceMargins.AverageLogProb(batch.Chosen));
        comparison.Tensor("avg_r", PreferenceMargins.AverageLogProb(batch.Rejected));
        PreferenceInputs.Gradient(comparison, "grad_pc", batch.Chosen.LogProbs);
        PreferenceInputs.Gradient(comparison, "grad_pr", batch.Rejected.LogProbs);
        return batch;
    }
}
