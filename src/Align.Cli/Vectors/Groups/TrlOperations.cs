using Align.Algorithms.Advantages;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>TRL's GRPO trainer, from rewards to the gradient, by the presets that stand for its arguments.</summary>
internal static class TrlOperations
{
    public static void Presets(VectorInputs inputs, CaseComparison comparison)
    {
        var stage = PresetStages.Of(inputs.Text("preset"));
        var mask = inputs.Mask("completion_mask");
        var logProbs = inputs.Differentiable("log_prob");
        var advantages = stage.Advantage.Estimator.Compute(Batch(inputs, mask));
        comparison.Numbers("advantages", [.. advantages.Completions]);
        var tokens = new PolicyTokens
        {
            LogProbs = logProbs,
            OldLogProbs = inputs.Tensor("old_log_prob"),
            ReferenceLogProbs = inputs.Tensor("ref_log_prob"),
            Advantages = TokenAdvantages.Expand([.. advantages.Completions], mask, logProbs.dtype),
            Mask = mask,
        };
        var counts = BatchCounts.FromMask(mask, inputs.Integer("max_completion_length"));
        var terms = GrpoObjective.Compute(tokens, stage.Objective, counts, statistics: null);
        comparison.Tensor("loss", terms.Loss);
        comparison.Tensor("grad_log_prob", Gradients.Of(terms.Loss, logProbs));
    }

    private static AdvantageBatch Batch(VectorInputs inputs, Tensor mask)
    {
        using var scope = torch.NewDisposeScope();
        var rewards = inputs.Tensor("rewards").data<double>().ToArray();
        var size = inputs.Integer("num_generations");
        return new AdvantageBatch
        {
            Rewards = [.. rewards],
            Groups = [.. Enumerable.Range(0, rewards.Length).Select(row => row / size)],
            Lengths = [.. mask.sum(1).data<long>().ToArray().Select(length => (int)length)],
        };
    }
}
