using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Losses of summed log-probabilities of pairs.</summary>
internal static class SequenceLossOperations
{
    public static void Run(IPreferenceLoss loss, VectorInputs inputs, CaseComparison comparison)
    {
        var batch = PreferenceInputs.Pairs(inputs);
        var statistics = PreferenceInputs.Measure(loss, batch);
        var losses = loss.PerExample(batch, PreferenceCounts.Of(batch, loss.Traits), statistics);
        var objective = PreferenceInputs.Objective(loss, batch, statistics);
        objective.backward();
        comparison.Tensor("per_sample", InRecordedOrder(loss, batch, losses));
        comparison.Tensor("loss", objective);
        PreferenceInputs.Gradient(comparison, "grad_pc", batch.Chosen.LogProbs);
        PreferenceInputs.Gradient(comparison, "grad_pr", batch.Rejected.LogProbs);
        if (loss is SimpoLoss)
        {
            comparison.Tensor("avg_c", PreferenceMargins.AverageLogProb(batch.Chosen));
            comparison.Tensor("avg_r", PreferenceMargins.AverageLogProb(batch.Rejected));
        }
        if (loss is IpoLoss ipo)
        {
            comparison.Tensor("chosen_rewards", PreferenceMargins.ImplicitReward(batch.Chosen, ipo.Beta));
            comparison.Tensor("rejected_rewards", PreferenceMargins.ImplicitReward(batch.Rejected, ipo.Beta));
        }
    }

    // TRL gives the losses of AOT by rank.
    private static Tensor InRecordedOrder(IPreferenceLoss loss, PreferenceBatch batch, Tensor losses) => loss switch
    {
        AotLoss => losses.index_select(0, SortedPartners.Order(PreferenceMargins.LogProbMargin(batch))),
        AotUnpairedLoss => losses.index_select(0, SortedPartners.Order(PreferenceMargins.LogRatio(batch.Chosen))),
        _ => losses,
    };
}
