using System.Collections.Immutable;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Adapters;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference.Continual;

/// <summary>Held-out pairs on the device with the reference's log-probabilities, scored again and again under other adapters. Owns its tensors.</summary>
internal sealed class PairScores : IDisposable
{
    private readonly TrainingState _state;
    private readonly FrozenPolicy _frozen;
    private readonly ImmutableArray<PreferenceExample> _pairs;
    private readonly int _microBatchSize;
    private List<PreferenceMicroBatch>? _micros;

    /// <summary>Names the pairs; they are put on the device when they are first scored, by then the policy beneath is the frozen one.</summary>
    /// <param name="state">The run's tensors.</param>
    /// <param name="frozen">The policy beneath.</param>
    /// <param name="pairs">At least one.</param>
    /// <param name="microBatchSize">Pairs a forward pass.</param>
    public PairScores(TrainingState state, FrozenPolicy frozen, ImmutableArray<PreferenceExample> pairs, int microBatchSize) =>
        (_state, _frozen, _pairs, _microBatchSize) = (state, frozen, pairs, microBatchSize);

    /// <summary>How many pairs there are.</summary>
    public int Count => _pairs.Length;

    private List<PreferenceMicroBatch> Micros => _micros ??= Prepare();

    private DecoderTransformer Policy => _frozen.Policy;

    /// <summary>How the pairs stand under the adapter in use.</summary>
    public PairStanding Standing()
    {
        using var _ = no_grad();
        var (correct, chosen, rejected) = (0.0, 0.0, 0.0);
        foreach (var micro in Micros)
        {
            using var scope = NewDisposeScope();
            var sides = Sides(micro);
            var margins = PreferenceMargins.LogRatioMargin(sides);
            correct += margins.gt(0).sum().item<long>() + (0.5 * margins.eq(0).sum().item<long>());
            chosen += Sum(PreferenceMargins.LogRatio(sides.Chosen));
            rejected += Sum(PreferenceMargins.LogRatio(sides.Rejected));
        }
        return new PairStanding(correct / Count, chosen / Count, rejected / Count);
    }

    /// <summary>The mean DPO loss under adapters in use, micro-batch by micro-batch.</summary>
    /// <param name="beta">β of DPO.</param>
    /// <param name="use">Puts the adapters into use for a forward pass.</param>
    /// <param name="backward">Whether each share's gradient is taken.</param>
    public double Loss(double beta, Func<DecoderTransformer, AdapterScope> use, bool backward)
    {
        using var mode = set_grad_enabled(backward);
        var total = 0.0;
        foreach (var micro in Micros)
        {
            using var scope = NewDisposeScope();
            Tensor margins;
            using (use(Policy))
            {
                margins = Margins(micro);
            }
            var share = LogisticLoss.Of(margins * beta).sum() / Count;
            if (backward)
            {
                share.backward();
            }
            total += share.detach().to(ScalarType.Float64).item<double>();
        }
        return total;
    }

    /// <inheritdoc/>
    public void Dispose() => _micros?.ForEach(micro => micro.Dispose());

    private List<PreferenceMicroBatch> Prepare()
    {
        var reference = new FrozenReference(_frozen);
        var micros = new List<PreferenceMicroBatch>();
        foreach (var chunk in _pairs.Chunk(_microBatchSize))
        {
            micros.Add(PreferenceMicroBatch.Create([.. chunk], _state.Tokenizer.PadTokenId, _state.Device));
            micros[^1].ReferenceLogProbs = reference.Of(micros[^1]).DetachFromDisposeScope();
        }
        return micros;
    }

    private Tensor Margins(PreferenceMicroBatch micro) => PreferenceMargins.LogRatioMargin(Sides(micro));

    private PreferenceBatch Sides(PreferenceMicroBatch micro) =>
        micro.Sides(ResponseForward.LogProbs(Policy, micro.Batch, new ScoringOptions { ChunkTokens = _state.LogitsChunkTokens }));

    private static double Sum(Tensor values) => values.to(ScalarType.Float64).sum().item<double>();
}

/// <summary>How held-out pairs stand under an adapter.</summary>
/// <param name="Accuracy">The share of pairs whose chosen response has the greater log-ratio; a pair without a difference counts half.</param>
/// <param name="ChosenLogRatio">Mean log π_θ/π_ref of the chosen responses, nats.</param>
/// <param name="RejectedLogRatio">Of the rejected ones.</param>
internal readonly record struct PairStanding(double Accuracy, double ChosenLogRatio, double RejectedLogRatio);
