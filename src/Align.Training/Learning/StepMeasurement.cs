using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.TokenWeights;
using Align.Core;
using Align.Models.Transformers;

namespace Align.Training.Learning;

/// <summary>What must be known of a whole optimizer step before its first micro-batch: the statistics of a policy loss that couples the batch, and what token weights of that scope depend on.</summary>
/// <remarks>It costs one more forward pass without gradients, shared by both. The step's rows are padded to its widest micro-batch.</remarks>
internal sealed class StepMeasurement : IDisposable
{
    private readonly PolicyStepStatistics _statistics;
    private long _start;

    private StepMeasurement(PolicyStepStatistics statistics, WeightMeasurement? weights) => (_statistics, Weights) = (statistics, weights);

    /// <summary>Of all tokens of the step; <see langword="null"/> where each micro-batch is measured by itself.</summary>
    public WeightMeasurement? Weights { get; }

    /// <summary>Measures a step under the present policy.</summary>
    /// <param name="loss">May couple the batch.</param>
    /// <param name="weighting">May reach beyond a micro-batch.</param>
    /// <param name="policy">The present policy.</param>
    /// <param name="microBatches">The whole step, with old log-probabilities where they are not the present ones.</param>
    /// <param name="scoring">How log-probabilities are computed.</param>
    /// <param name="random">A stream of this step's own.</param>
    /// <returns><see langword="null"/> where nothing need be measured.</returns>
    public static StepMeasurement? Of(
        IPolicyLoss loss, ITokenWeighting weighting, DecoderTransformer policy, IReadOnlyList<PreparedMicroBatch> microBatches, ScoringOptions scoring, RandomStream random)
    {
        var weighs = !weighting.IsUniform && weighting.Scope == WeightScope.Batch && microBatches.Count > 1;
        if (!loss.Traits.CouplesBatch && !weighs)
        {
            return null;
        }
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var logProbs = microBatches.Select(micro => PolicyForward.Run(policy, micro.Batch, scoring).LogProbs).ToArray();
        var statistics = loss.Traits.CouplesBatch ? loss.Measure(Whole(microBatches, logProbs), random) : PolicyStepStatistics.None;
        return new StepMeasurement(
            statistics with { Selected = statistics.Selected?.DetachFromDisposeScope() },
            weighs ? microBatches.Zip(logProbs, (micro, own) => weighting.Measure(micro.Weighted(own))).Aggregate((all, next) => all.Merge(next)) : null);
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

    private static PolicyTokens Whole(IReadOnlyList<PreparedMicroBatch> microBatches, Tensor[] logProbs)
    {
        var width = microBatches.Max(micro => micro.Mask.shape[1]);
        return new PolicyTokens
        {
            LogProbs = Stack(logProbs, width),
            OldLogProbs = Stack([.. microBatches.Select((micro, i) => micro.OldLogProbs ?? logProbs[i])], width),
            Advantages = Stack([.. microBatches.Select(micro => PerToken(micro).to(logProbs[0].dtype))], width),
            Mask = Stack([.. microBatches.Select(micro => micro.Mask)], width),
        };
    }

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
