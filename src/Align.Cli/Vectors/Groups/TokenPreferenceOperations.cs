using Align.Algorithms.Divergences;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Losses that read tokens: TDPO, SparsePO, MaPO. Each side is <c>logits</c>, <c>ref_logits</c>, <c>labels</c>, <c>loss_mask</c> and masks.</summary>
internal static class TokenPreferenceOperations
{
    private static readonly string[] SumNames = ["margin_c", "margin_r", "seqkl_c", "seqkl_r"];

    public static void Tdpo(VectorInputs vector, CaseComparison comparison)
    {
        var (options, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var loss = new TdpoLoss { Beta = options.Number("beta"), Alpha = options.Number("alpha", 0.5), Version = (int)options.Integer("version") };
        var (chosen, rejected) = (Side(inputs.Section("chosen")), Side(inputs.Section("rejected")));
        Compare(loss, chosen, rejected, comparison);
        var sums = new[] { PreferenceMargins.LogRatio(chosen.Batch), PreferenceMargins.LogRatio(rejected.Batch), TdpoLoss.SequentialKl(chosen.Batch), TdpoLoss.SequentialKl(rejected.Batch) }
            .Select(sum => sum.detach().requires_grad_()).ToArray();
        PreferenceInputs.Mean(loss.PerPair(sums[0], sums[1], sums[2], sums[3])).backward();
        foreach (var (name, sum) in SumNames.Zip(sums))
        {
            comparison.Tensor(name, sum);
            PreferenceInputs.Gradient(comparison, $"grad_{name}", sum);
        }
        comparison.Tensor("reward_c", loss.Rewards(chosen.Batch));
        comparison.Tensor("reward_r", loss.Rewards(rejected.Batch));
    }

    public static void SparsePo(VectorInputs vector, CaseComparison comparison)
    {
        var (options, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var loss = new SparsePoLoss
        {
            Beta = options.Number("beta"),
            Mode = VectorNames.Of<SparsePoMode>(options.Text("mode")),
            L1Reward = options.Number("l1_u", 0),
            L1Kl = options.Number("l1_d", 0),
        };
        var (chosen, rejected) = (Side(inputs.Section("chosen")), Side(inputs.Section("rejected")));
        Compare(loss, chosen, rejected, comparison);
        foreach (var (name, side) in new[] { ("c", chosen.Batch), ("r", rejected.Batch) })
        {
            comparison.Tensor($"u_{name}", SparsePoLoss.WeightedLogRatio(side));
            comparison.Tensor($"maskkl_{name}", loss.WeightedKl(side));
            PreferenceInputs.Gradient(comparison, $"grad_mask_u_{name}", side.Tokens!.RewardWeights!);
            PreferenceInputs.Gradient(comparison, $"grad_mask_d_{name}", side.Tokens!.KlWeights!);
        }
    }

    public static void MaPo(VectorInputs vector, CaseComparison comparison)
    {
        var inputs = vector.Section("inputs");
        var loss = new MaPoLoss { Beta = vector.Section("params").Number("beta") };
        Compare(loss, Side(inputs.Section("chosen")), Side(inputs.Section("rejected")), comparison);
    }

    private static void Compare(IPreferenceLoss loss, (ResponseBatch Batch, Tensor Logits) chosen, (ResponseBatch Batch, Tensor Logits) rejected, CaseComparison comparison)
    {
        var batch = new PreferenceBatch { Chosen = chosen.Batch, Rejected = rejected.Batch };
        var objective = PreferenceInputs.Objective(loss, batch, StepStatistics.None);
        objective.backward(retain_graph: true);
        comparison.Tensor("per_sample", loss.PerExample(batch, PreferenceCounts.Of(batch, loss.Traits), StepStatistics.None));
        comparison.Tensor("loss", objective);
        PreferenceInputs.Gradient(comparison, "grad_logits_c", chosen.Logits);
        PreferenceInputs.Gradient(comparison, "grad_logits_r", rejected.Logits);
    }

    private static (ResponseBatch Batch, Tensor Logits) Side(VectorInputs inputs)
    {
        var (logits, reference, labels) = (inputs.Differentiable("logits"), inputs.Tensor("ref_logits"), inputs.Indices("labels"));
        var common = Weights(inputs, "mask");
        return (ResponseBatch.FromTokens(new ResponseTokens
        {
            LogProbs = TokenLogProbs.Compute(logits, labels),
            ReferenceLogProbs = TokenLogProbs.Compute(reference, labels),
            ReferenceKl = ReferenceKl.Compute(reference, logits),
            Mask = inputs.Mask("loss_mask"),
            RewardWeights = Weights(inputs, "mask_u") ?? common,
            KlWeights = Weights(inputs, "mask_d") ?? common,
        }), logits);
    }

    private static Tensor? Weights(VectorInputs inputs, string name) => inputs.Has(name) ? inputs.Differentiable(name) : null;
}
