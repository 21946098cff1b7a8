using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Core;
using Align.Models.Transformers;

namespace Align.Training.Learning;

/// <summary>What a policy loss that couples the batch must know of a whole optimizer step, handed out to its micro-batches.</summary>
/// <remarks>It costs one more forward pass without gradients. The step's rows are padded to its widest micro-batch.</remarks>
internal sealed class StepMeasurement : IDisposable
{
    private readonly PolicyStepStatistics _statistics;
    private long _start;

    private StepMeasurement(PolicyStepStatistics statistics) => _statistics = statistics;

    /// <summary>Measures a step under the present policy.</summary>
    /// <param name="loss">Couples the batch.</param>
    /// <param name="policy">The present policy.</param>
    /// <param name="microBatches">The whole step, with old log-probabilities where they are not the present ones.</param>
    /// <param name="scoring">How log-probabilities are computed.</param>
    /// <param name="random">A stream of this step's own.</param>
    public static StepMeasurement Of(
        IPolicyLoss loss, DecoderTransformer policy, IReadOnlyList<PreparedMicroBatch> microBatches, ScoringOptions scoring, RandomStream random)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var width = microBatches.Max(micro => micro.Mask.shape[1]);
        var logProbs = microBatches.Select(micro => PolicyForward.Run(policy, micro.Batch, scoring).LogProbs).ToArray();
        var step = new PolicyTokens
        {
            LogProbs = Stack(logProbs, width),
            OldLogProbs = Stack([.. microBatches.Select((micro, i) => micro.OldLogProbs ?? logProbs[i])], width),
            Advantages = Stack([.. microBatches.Select(micro => PerToken(micro).to(logProbs[0].dtype))], width),
            Mask = Stack([.. microBatches.Select(micro => micro.Mask)], width),
        };
        var statistics = loss.Measure(step, random);
        return new StepMeasurement(statistics with { Selected = statistics.Selected?.DetachFromDisposeScope() });
    }

    /// <summary>The statistics of the next micro-batch; asked for in the order of the step. Its tensors belong to the caller's dispose scope.</summary>
    public PolicyStepStatistics Next(PreparedMicroBatch micro)
    {
        var (rows, width) = (micro.Mask.shape[0], micro.Mask.shape[1]);
        var statistics = _statistics.Rows(_start, rows, width);
        _start += rows;
        return statistics;
    }

    /// <inheritdoc/>
    public void Dispose() => _statistics.Selected?.Dispose();

    private static Tensor PerToken(PreparedMicroBatch micro) =>
        micro.Advantages.dim() == 1 ? TokenAdvantage(micro) : micro.Advantages;

    private static Tensor TokenAdvantage(PreparedMicroBatch micro) =>
        MaskedReduction.Select(micro.Advantages.unsqueeze(1).expand(micro.Mask.shape), micro.Mask);

    private static Tensor Stack(IReadOnlyList<Tensor> parts, long width) => cat([.. parts.Select(part => Widen(part, width))], 0);

    private static Tensor Widen(Tensor part, long width)
    {
        var missing = width - part.shape[1];
        return missing == 0 ? part : cat([part, zeros([part.shape[0], missing], dtype: part.dtype, device: part.device)], 1);
    }
}
