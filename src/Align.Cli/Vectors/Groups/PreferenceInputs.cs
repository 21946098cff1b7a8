using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Cli.Vectors.Groups;

/// <summary>Recorded pairs: <c>pc</c>, <c>pr</c> (policy), <c>rc</c>, <c>rr</c> (reference), <c>len_c</c>, <c>len_r</c>.</summary>
internal static class PreferenceInputs
{
    /// <summary>The batch; its log-probabilities collect gradients.</summary>
    public static PreferenceBatch Pairs(VectorInputs inputs) => new()
    {
        Chosen = Side(inputs, "pc", "rc", "len_c"),
        Rejected = Side(inputs, "pr", "rr", "len_r"),
    };

    /// <summary>One side; lengths of 1 where none are recorded.</summary>
    public static ResponseBatch Side(VectorInputs inputs, string policy, string reference, string lengths)
    {
        var logProbs = inputs.Differentiable(policy);
        return new ResponseBatch
        {
            LogProbs = logProbs,
            ReferenceLogProbs = inputs.Has(reference) ? inputs.Tensor(reference) : null,
            Lengths = inputs.Has(lengths) ? inputs.Indices(lengths) : torch.ones(logProbs.shape[0], dtype: ScalarType.Int64),
        };
    }

    /// <summary>The statistics of a batch that is the whole step.</summary>
    public static StepStatistics Measure(IPreferenceLoss loss, PreferenceBatch batch) => loss.Traits.CouplesBatch
        ? loss.Measure(batch, StepStatistics.None.Memory, RandomStream.Create(0, RandomPurpose.Control))
        : StepStatistics.None;

    /// <summary>The batch's loss: its gradients go to the inputs.</summary>
    public static Tensor Objective(IPreferenceLoss loss, PreferenceBatch batch, StepStatistics statistics) =>
        PreferenceAggregation.Compute(loss, batch, PreferenceCounts.Of(batch, loss.Traits), statistics);

    /// <summary>The mean of the rows, as the learner takes it.</summary>
    public static Tensor Mean(Tensor losses) => PreferenceAggregation.Reduce(losses, new PreferenceCounts(losses.shape[0], 0, 0));

    /// <summary>Compares the gradient of what was differentiated; zeros where nothing reached the input.</summary>
    public static void Gradient(CaseComparison comparison, string path, Tensor input) => comparison.Tensor(path, input.grad ?? torch.zeros_like(input));
}
