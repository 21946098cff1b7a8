using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>A response's log-probability as one number, for the losses that read sums and for those that read tokens: its first token is what moves.</summary>
internal static class RowGradients
{
    /// <summary>The derivative of the summed losses in each row's log-probability.</summary>
    public static double[] Of(PreferenceEvaluation evaluation, PreferenceBatch batch, PreferenceSide side)
    {
        var sums = evaluation.Gradients[new(side, PreferenceQuantity.LogProbs)];
        if (Side(batch, side).Tokens is not { } tokens)
        {
            return sums;
        }
        var positions = evaluation.Gradients[new(side, PreferenceQuantity.TokenLogProbs)];
        var first = PreferenceEvaluation.Values(First(tokens.Mask));
        var width = (int)tokens.Mask.shape[1];
        return [.. sums.Select((sum, row) => sum + Enumerable.Range(row * width, width).Sum(i => positions[i] * first[i]))];
    }

    /// <summary>The batch with something added to the policy's log-probability of every response.</summary>
    public static PreferenceBatch Moved(PreferenceBatch batch, double chosen, double rejected) => PreferenceTensors.Map(batch, (field, tensor) =>
    {
        var shift = field.Side == PreferenceSide.Chosen ? chosen : rejected;
        return !field.IsPolicy ? tensor
            : field.IsTokenwise ? tensor + (First(Side(batch, field.Side).Tokens!.Mask).to(tensor.dtype) * shift)
            : tensor + shift;
    });

    private static Tensor First(Tensor mask) => mask.logical_and(mask.to(ScalarType.Int64).cumsum(1).eq(1));

    private static ResponseBatch Side(PreferenceBatch batch, PreferenceSide side) => side == PreferenceSide.Chosen ? batch.Chosen : batch.Rejected;
}
