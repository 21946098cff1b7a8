using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Preference.TokenMasks;

namespace Align.Training.Preference;

/// <summary>What a preference update trains with.</summary>
/// <param name="Losses">The weighted losses.</param>
/// <param name="MicroBatchSize">Examples a forward pass.</param>
/// <param name="Optimizer">AdamW and its schedule.</param>
/// <param name="TotalSteps">Optimizer steps of the stage.</param>
internal sealed record PreferenceSettings(IReadOnlyList<PreferenceLossConfig> Losses, int MicroBatchSize, OptimizerConfig Optimizer, long TotalSteps)
{
    /// <summary>Weights of the response tokens; <see langword="null"/> for all 1.</summary>
    public ITokenWeights? TokenWeights { get; init; }

    /// <summary>Looks out for masks that no gradient reaches any more; <see langword="null"/> where none is trained.</summary>
    public DeadMaskWatch? DeadMasks { get; init; }

    /// <summary>Writes the weights, token by token, after the last step; <see langword="null"/> where there are none.</summary>
    public TokenMaskExport? MaskExport { get; init; }
}

/// <summary>One optimizer step on preference examples: policy and reference score both responses, the losses judge the scores.</summary>
/// <remarks>
/// Micro-batches are exact: every share is divided by the counts of the whole step, and losses that couple the batch are measured
/// once over all of it, without gradients, before the first backward pass.
/// </remarks>
internal sealed class PreferenceUpdate : IStageUpdate
{
    private readonly TrainingState _state;
    private readonly PreferenceSettings _settings;
    private readonly IReferenceLogProbs _reference;
    private readonly PreferenceObjective _objective;
    private readonly ITrainedPart _trained;
    private readonly PolicyOptimizer _optimizer;
    private readonly long _seed;

    /// <summary>An update at the stage's start.</summary>
    /// <param name="state">The policy and its reference.</param>
    /// <param name="settings">What to train with.</param>
    /// <param name="reference">The reference's log-probabilities.</param>
    /// <param name="trained">What is trained of the policy; owned from now on.</param>
    /// <param name="seed">The run's seed.</param>
    public PreferenceUpdate(TrainingState state, PreferenceSettings settings, IReferenceLogProbs reference, ITrainedPart trained, long seed)
    {
        (_state, _settings, _reference, _trained, _seed) = (state, settings, reference, trained, seed);
        _objective = new PreferenceObjective(settings.Losses, seed);
        _optimizer = new PolicyOptimizer(
            [.. trained.Groups(settings.Optimizer), .. settings.TokenWeights?.Groups ?? []], settings.Optimizer, settings.TotalSteps);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories =>
        [_optimizer, .. _trained.Memories, .. _objective.CouplesBatch ? [_objective] : Array.Empty<IStageMemory>(), .. _settings.TokenWeights?.Memories ?? []];

    /// <inheritdoc/>
    public bool IsExhausted => _optimizer.IsExhausted;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var (clock, examples) = (TrainPreference)lesson;
        var metrics = new StepMetrics();
        var (shown, shownTokens) = (new PreferenceMetrics(_objective.RewardScale), new TokenMetrics());
        using var lease = _state.Weights.Write();
        var micros = new List<PreferenceMicroBatch>();
        try
        {
            foreach (var chunk in examples.Chunk(_settings.MicroBatchSize))
            {
                micros.Add(PreferenceMicroBatch.Create([.. chunk], _state.Tokenizer.PadTokenId, _state.Device));
                if (!_objective.ReadsTokens || _objective.CouplesBatch)
                {
                    micros[^1].ReferenceLogProbs = _reference.Of(micros[^1]);
                }
            }
            Step(lease, micros, clock, metrics, (shown, shownTokens));
        }
        finally
        {
            micros.ForEach(micro => micro.Dispose());
        }
        var all = new Dictionary<string, double>(metrics.ToDictionary(withKl: false));
        shown.AddTo(all);
        shownTokens.AddTo(all);
        _settings.DeadMasks?.Look(clock.Step, shownTokens);
        if (clock.Step == _settings.TotalSteps - 1)
        {
            _settings.MaskExport?.Write(_state, _settings.TokenWeights!);
        }
        return all;
    }

    /// <inheritdoc/>
    public void Finish() => _trained.Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _trained.Dispose();
        _settings.TokenWeights?.Dispose();
    }

    private void Step(Rollouts.SharedWeights.WriteLease lease, List<PreferenceMicroBatch> micros, TrainingClock clock, StepMetrics metrics, (PreferenceMetrics Sequences, TokenMetrics Tokens) shown)
    {
        using var scope = NewDisposeScope();
        var counts = _objective.Count([.. micros.SelectMany(micro => micro.Examples)]);
        var statistics = _objective.CouplesBatch ? _objective.Measure(WholeStep.Score(lease.Policy, micros), clock) : _objective.Nothing;
        _optimizer.ZeroGrad();
        var (loss, chosen, rejected) = (0.0, 0L, 0L);
        using var training = _trained.Training(lease.Policy, RandomStream.Create(_seed, RandomPurpose.Dropout, clock.RunStep));
        foreach (var micro in micros)
        {
            var own = statistics.Select(measured => measured.Rows((chosen, micro.ChosenRows), (rejected, micro.RejectedRows)));
            loss += Backward(lease.Policy, micro, clock, counts, [.. own], shown);
            (chosen, rejected) = (chosen + micro.ChosenRows, rejected + micro.RejectedRows);
        }
        if (_optimizer.Step(loss, metrics))
        {
            lease.Changed();
            _objective.Remember(statistics);
        }
    }

    private double Backward(
        DecoderTransformer policy, PreferenceMicroBatch micro, TrainingClock clock, PreferenceCounts counts, ImmutableArray<StepStatistics> statistics, (PreferenceMetrics Sequences, TokenMetrics Tokens) shown)
    {
        using var scope = NewDisposeScope();
        var tokens = _objective.ReadsTokens ? Tokens(policy, micro, clock) : null;
        micro.ReferenceLogProbs ??= tokens?.ReferenceLogProbs.sum(1).DetachFromDisposeScope();
        var logProbs = tokens?.LogProbs.sum(1) ?? ResponseForward.LogProbs(policy, micro.Batch);
        var batch = micro.Sides(logProbs, tokens);
        var share = PreferenceAggregation.Reduce(_objective.PerExample(batch, counts, statistics), counts, batch.ExampleWeights);
        share.backward();
        shown.Sequences.Add(batch, micro.Examples.All(example => example.IsPair));
        if (tokens is not null)
        {
            shown.Tokens.Add(micro, tokens);
        }
        return share.detach().to(ScalarType.Float64).item<double>();
    }

    private ResponseTokens Tokens(DecoderTransformer policy, PreferenceMicroBatch micro, TrainingClock clock)
    {
        using var recorder = _settings.TokenWeights?.CreateRecorder();
        var tokens = ResponseForward.Tokens(policy, _state.Reference!, micro.Batch, recorder);
        return _settings.TokenWeights?.Of(micro, recorder, clock.RunStep) is { } weights
            ? tokens with { RewardWeights = weights.Reward.to(tokens.LogProbs.dtype), KlWeights = weights.Kl?.to(tokens.LogProbs.dtype) }
            : tokens;
    }
}
