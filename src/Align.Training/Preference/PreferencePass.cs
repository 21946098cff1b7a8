using System.Collections.Immutable;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The forward half of preference training, in a step and in an evaluation: rows on the device, what is measured over all of them, losses row by row.</summary>
/// <param name="state">The policy's tokenizer, device and reference.</param>
/// <param name="settings">The losses and how they are fed.</param>
/// <param name="losses">The losses with their memory.</param>
internal sealed class PreferencePass(TrainingState state, PreferenceSettings settings, StageLosses losses)
{
    private ScoringOptions Scoring => new() { ChunkTokens = state.LogitsChunkTokens };

    /// <summary>Puts examples on the device, in micro-batches, with what is constant about them.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="reference">The reference's log-probabilities.</param>
    /// <param name="margins">The reward model's margins, by example index; <see langword="null"/> where no loss reads them.</param>
    /// <returns>The caller disposes them.</returns>
    public List<PreferenceMicroBatch> Prepare(ImmutableArray<PreferenceExample> examples, IReferenceLogProbs reference, IReadOnlyList<double>? margins)
    {
        var micros = new List<PreferenceMicroBatch>();
        foreach (var chunk in examples.Chunk(settings.MicroBatchSize))
        {
            var micro = PreferenceMicroBatch.Create([.. chunk], state.Tokenizer.PadTokenId, state.Device);
            micros.Add(micro);
            if (!losses.ReadsTokens || losses.CouplesBatch)
            {
                micro.ReferenceLogProbs = reference.Of(micro);
            }
            micro.RewardMargins = margins is null ? null : MarginsOf(micro, margins);
        }
        return micros;
    }

    /// <summary>Measures a whole step, without gradients, as far as the losses ask for it.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="micros">All of the step.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="clock">Keys the random streams.</param>
    /// <param name="round">Which of the run step's optimizer steps it is, from 0.</param>
    /// <param name="reweighting">Weights by the examples' own losses; <see langword="null"/> for none.</param>
    /// <returns>For the caller's scope.</returns>
    public StepMeasure Measure(
        DecoderTransformer policy, IReadOnlyList<PreferenceMicroBatch> micros, IReferenceLogProbs reference, TrainingClock clock, int round, SampleReweightingConfig? reweighting)
    {
        ImmutableArray<PreferenceExample> examples = [.. micros.SelectMany(micro => micro.Examples)];
        var counts = losses.Count(examples);
        var measured = new StepMeasure(counts, losses.Nothing, null);
        if (!losses.CouplesBatch && reweighting is null)
        {
            return measured;
        }
        using var _ = no_grad();
        if (losses.CouplesBatch)
        {
            var step = WholeStep.Score(policy, micros, Scoring);
            if (losses.ReadsMismatched)
            {
                step = step with { Mismatched = WholeStep.Mismatched(policy, reference, state, examples, settings.MicroBatchSize) };
            }
            measured = measured with { Statistics = losses.Measure(step, clock, round) };
        }
        return reweighting is null ? measured : measured with
        {
            Weights = SampleReweighting.Factors(cat([.. Rows(micros, measured).Select(part => PerExample(policy, part.Micro, part.Own, counts, clock.RunStep).Losses)]), reweighting.Form, reweighting.Temperature),
        };
    }

    /// <summary>The micro-batches with the statistics of their own rows.</summary>
    public static IEnumerable<(PreferenceMicroBatch Micro, ImmutableArray<StepStatistics> Own)> Rows(IReadOnlyList<PreferenceMicroBatch> micros, StepMeasure measure)
    {
        var (chosen, rejected) = (0L, 0L);
        foreach (var micro in micros)
        {
            yield return (micro, [.. measure.Statistics.Select(measured => measured.Rows((chosen, micro.ChosenRows), (rejected, micro.RejectedRows)))]);
            (chosen, rejected) = (chosen + micro.ChosenRows, rejected + micro.RejectedRows);
        }
    }

    /// <summary>The losses of a micro-batch.</summary>
    /// <param name="policy">Gradients flow to it, unless the caller says otherwise.</param>
    /// <param name="micro">The rows.</param>
    /// <param name="statistics">Of the whole step, cut to the rows.</param>
    /// <param name="counts">Of the whole step.</param>
    /// <param name="trainingStep">The run's step, which keys the noise of token weights; <see langword="null"/> in an evaluation, which has none.</param>
    /// <returns>Losses [examples], and what they were made of; for the caller's scope.</returns>
    public (Tensor Losses, PreferenceBatch Batch, ResponseTokens? Tokens) PerExample(
        DecoderTransformer policy, PreferenceMicroBatch micro, ImmutableArray<StepStatistics> statistics, PreferenceCounts counts, long? trainingStep)
    {
        var tokens = losses.ReadsTokens ? Tokens(policy, micro, trainingStep) : null;
        micro.ReferenceLogProbs ??= tokens?.ReferenceLogProbs.sum(1).DetachFromDisposeScope();
        var logProbs = tokens?.LogProbs.sum(1) ?? ResponseForward.LogProbs(policy, micro.Batch, Scoring);
        var batch = micro.Sides(logProbs, tokens);
        return (losses.PerExample(batch, counts, statistics), batch, tokens);
    }

    private ResponseTokens Tokens(DecoderTransformer policy, PreferenceMicroBatch micro, long? trainingStep)
    {
        using var recorder = settings.TokenWeights?.CreateRecorder();
        var tokens = ResponseForward.Tokens(policy, state.Reference!, micro.Batch, Scoring, recorder);
        return settings.TokenWeights?.Of(micro, recorder, trainingStep) is { } weights
            ? tokens with { RewardWeights = weights.Reward.to(tokens.LogProbs.dtype), KlWeights = weights.Kl?.to(tokens.LogProbs.dtype) }
            : tokens;
    }

    private Tensor MarginsOf(PreferenceMicroBatch micro, IReadOnlyList<double> margins)
    {
        using var scope = NewDisposeScope();
        var dtype = micro.ReferenceLogProbs?.dtype ?? ScalarType.Float32;
        return tensor(micro.Examples.Select(example => margins[(int)example.Index]).ToArray()).to(dtype).to(state.Device).MoveToOuterDisposeScope();
    }
}

/// <summary>What is known of a whole step before its first gradient.</summary>
/// <param name="Counts">Its counts.</param>
/// <param name="Statistics">One a loss.</param>
/// <param name="Weights">Factors of the examples, in the order of the micro-batches' losses; <see langword="null"/> for 1.</param>
internal sealed record StepMeasure(PreferenceCounts Counts, ImmutableArray<StepStatistics> Statistics, Tensor? Weights);
