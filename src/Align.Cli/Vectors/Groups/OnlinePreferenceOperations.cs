using Align.Algorithms.Masking;
using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Online DPO, OFS-DPO, and the combination of COFS-DPO.</summary>
internal static class OnlinePreferenceOperations
{
    public static void OnlineDpo(VectorInputs vector, CaseComparison comparison)
    {
        var (options, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var beta = options.Number("beta");
        IPreferenceLoss loss = options.Text("loss_type", "sigmoid") switch
        {
            "sigmoid" => new DpoLoss { Beta = beta },
            "ipo" => new IpoLoss { Beta = beta },
            var other => throw new FormatException($"\"{other}\" is neither sigmoid nor ipo"),
        };
        var (tokens, mask) = (inputs.Differentiable("token_logps"), inputs.Mask("completion_mask"));
        var (policy, reference) = (MaskedReduction.Sum(tokens, mask, 1), MaskedReduction.Sum(inputs.Tensor("ref_token_logps"), mask, 1));
        var (chosen, rejected) = OnlinePairs.Choose(inputs.Tensor("rewards"));
        ResponseBatch Side(Tensor places) => new()
        {
            LogProbs = policy.index_select(0, places),
            ReferenceLogProbs = reference.index_select(0, places),
            Lengths = mask.sum(1).index_select(0, places),
        };
        var batch = new PreferenceBatch { Chosen = Side(chosen), Rejected = Side(rejected) };
        var objective = PreferenceInputs.Objective(loss, batch, StepStatistics.None);
        objective.backward();
        comparison.Tensor("chosen_index", chosen);
        comparison.Tensor("rejected_index", rejected);
        comparison.Tensor("per_sample", loss.PerExample(batch, PreferenceCounts.Of(batch, loss.Traits), StepStatistics.None));
        comparison.Tensor("loss", objective);
        PreferenceInputs.Gradient(comparison, "grad_token_logps", tokens);
    }

    public static void OfsDpo(VectorInputs vector, CaseComparison comparison)
    {
        var (given, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var clamp = given.Has("logit_clamp") ? given.Number("logit_clamp") : (double?)null;
        var options = new OfsDpoOptions { Beta = given.Number("beta"), Alpha = given.Number("alpha"), LogitClamp = clamp };
        PreferenceBatch Module(string name) => new()
        {
            Chosen = PreferenceInputs.Side(inputs, $"{name}_pc", "rc", "len_c"),
            Rejected = PreferenceInputs.Side(inputs, $"{name}_pr", "rr", "len_r"),
        };
        var (fast, slow) = (Module("fast"), Module("slow"));
        var terms = Algorithms.PreferenceLosses.OfsDpo.Compute(PreferenceMargins.LogRatioMargin(fast), PreferenceMargins.LogRatioMargin(slow), options);
        var (fastObjective, slowObjective) = (PreferenceInputs.Mean(terms.FastObjective), PreferenceInputs.Mean(terms.SlowObjective));
        var (fastLoss, slowLoss) = (PreferenceInputs.Mean(terms.FastLosses), PreferenceInputs.Mean(terms.SlowLosses));
        fastObjective.backward();
        slowObjective.backward();
        comparison.Tensor("L_dpo_fast", fastLoss);
        comparison.Tensor("L_dpo_slow", slowLoss);
        comparison.Tensor("L_fs", PreferenceInputs.Mean(terms.Chase));
        comparison.Tensor("J_fast", fastObjective);
        comparison.Tensor("J_slow", slowObjective);
        comparison.Flag("swap", Algorithms.PreferenceLosses.OfsDpo.ShouldSwap(fastLoss.item<double>(), slowLoss.item<double>()));
        foreach (var (name, module) in new[] { ("fast", fast), ("slow", slow) })
        {
            PreferenceInputs.Gradient(comparison, $"grad_{name}_pc", module.Chosen.LogProbs);
            PreferenceInputs.Gradient(comparison, $"grad_{name}_pr", module.Rejected.LogProbs);
        }
    }

    public static void CofsCombine(VectorInputs vector, CaseComparison comparison)
    {
        var inputs = vector.Section("inputs");
        var (down, up, coefficients) = (inputs.Tensor("A"), inputs.Tensor("B"), inputs.Tensor("coef"));
        var scale = vector.Section("params").Number("lora_scale");
        comparison.Tensor("delta_w_linear", CofsCombination.LinearDelta(down, up, coefficients, scale));
        comparison.Tensor("factor_average", CofsCombination.FactorDelta(down, up, coefficients, scale));
    }
}
