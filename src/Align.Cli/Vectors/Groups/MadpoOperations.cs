using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>MADPO: its weight, its loss, and its reward model. Cases name two responses and which of them was preferred.</summary>
internal static class MadpoOperations
{
    public static void Weight(VectorInputs vector, CaseComparison comparison)
    {
        var options = vector.Section("params");
        var shape = new MadpoShape(options.Number("c_max"), options.Number("c_min"), options.Number("lam"), options.Number("tau"));
        var margins = vector.Section("inputs").Tensor("h");
        comparison.Tensor("c", MadpoWeight.Coefficient(margins, shape));
        comparison.Tensor("w", MadpoWeight.Compute(margins, shape));
        comparison.Tensor("target_margin", MadpoWeight.TargetMargin(margins, shape));
    }

    public static void Loss(VectorInputs vector, CaseComparison comparison)
    {
        var (options, inputs) = (vector.Section("params"), vector.Section("inputs"));
        var loss = new MadpoLoss
        {
            Beta = options.Number("beta"),
            CMax = options.Number("c_max"),
            CMin = options.Number("c_min"),
            Lambda = options.Number("lam"),
            Tau = options.Number("tau"),
        };
        var (first, second) = (inputs.Differentiable("p1"), inputs.Differentiable("p2"));
        var (policy, reference) = (Labelled(inputs, first, second), Labelled(inputs, inputs.Tensor("q1"), inputs.Tensor("q2")));
        var rewards = Labelled(inputs, inputs.Tensor("r1"), inputs.Tensor("r2"));
        var batch = new PreferenceBatch
        {
            Chosen = Side(policy.Chosen, reference.Chosen),
            Rejected = Side(policy.Rejected, reference.Rejected),
            RewardMargins = BradleyTerryLoss.Margins(rewards.Chosen, rewards.Rejected),
        };
        var objective = PreferenceInputs.Objective(loss, batch, StepStatistics.None);
        objective.backward();
        comparison.Tensor("h", batch.RewardMargins);
        comparison.Tensor("w", loss.Weights(batch.RewardMargins));
        comparison.Tensor("per_sample", loss.PerExample(batch, PreferenceCounts.Of(batch, loss.Traits), StepStatistics.None));
        comparison.Tensor("loss", objective);
        PreferenceInputs.Gradient(comparison, "grad_p1", first);
        PreferenceInputs.Gradient(comparison, "grad_p2", second);
        comparison.Tensor("plain_dpo_loss", PreferenceInputs.Objective(new DpoLoss { Beta = loss.Beta }, batch, StepStatistics.None));
    }

    public static void RewardModel(VectorInputs vector, CaseComparison comparison)
    {
        var inputs = vector.Section("inputs");
        var (first, second) = (inputs.Differentiable("r1"), inputs.Differentiable("r2"));
        var (chosen, rejected) = Labelled(inputs, first, second);
        var losses = BradleyTerryLoss.PerPair(chosen, rejected);
        var objective = PreferenceInputs.Mean(losses);
        objective.backward();
        comparison.Tensor("per_sample", losses);
        comparison.Tensor("loss", objective);
        PreferenceInputs.Gradient(comparison, "grad_r1", first);
        PreferenceInputs.Gradient(comparison, "grad_r2", second);
    }

    // Choice 0: the first response was preferred.
    private static (Tensor Chosen, Tensor Rejected) Labelled(VectorInputs inputs, Tensor first, Tensor second)
    {
        var firstWins = inputs.Tensor("choice").eq(0);
        return (first.where(firstWins, second), second.where(firstWins, first));
    }

    private static ResponseBatch Side(Tensor policy, Tensor reference) =>
        new() { LogProbs = policy, ReferenceLogProbs = reference, Lengths = torch.ones(policy.shape[0], dtype: ScalarType.Int64) };
}
