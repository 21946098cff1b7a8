using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>KTO: desirable and undesirable responses, and mismatched ones for z₀.</summary>
internal static class KtoOperations
{
    public static void Run(VectorInputs vector, CaseComparison comparison)
    {
        var (options, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var loss = new KtoLoss
        {
            Beta = options.Number("beta"),
            DesirableWeight = options.Number("desirable_weight", 1),
            UndesirableWeight = options.Number("undesirable_weight", 1),
        };
        var batch = new PreferenceBatch
        {
            Chosen = PreferenceInputs.Side(inputs, "p_desirable", "r_desirable", "len_desirable"),
            Rejected = PreferenceInputs.Side(inputs, "p_undesirable", "r_undesirable", "len_undesirable"),
            Mismatched = PreferenceInputs.Side(inputs, "p_kl", "r_kl", "len_kl"),
        };
        var statistics = PreferenceInputs.Measure(loss, batch);
        var objective = PreferenceInputs.Objective(loss, batch, statistics);
        objective.backward();
        comparison.Number("z0", statistics.Number(KtoLoss.ReferencePoint));
        comparison.Tensor("per_sample", loss.PerExample(batch, PreferenceCounts.Of(batch, loss.Traits), statistics));
        comparison.Tensor("loss", objective);
        PreferenceInputs.Gradient(comparison, "grad_p_desirable", batch.Chosen.LogProbs);
        PreferenceInputs.Gradient(comparison, "grad_p_undesirable", batch.Rejected.LogProbs);
    }
}
