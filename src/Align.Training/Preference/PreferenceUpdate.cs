using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Learning;
using Align.Training.Preference.TokenMasks;

namespace Align.Training.Preference;

/// <summary>One optimizer step on preference examples: policy and reference score both responses, the losses judge the scores.</summary>
/// <remarks>
/// Micro-batches are exact: every share is divided by the counts of the whole step, and what couples the step's examples is measured
/// once over all of them, without gradients, before the first backward pass.
/// </remarks>
internal sealed class PreferenceUpdate : IStageUpdate
{
    private readonly TrainingState _state;
    private readonly PreferenceSettings _settings;
    private readonly IReferenceLogProbs _reference;
    private readonly ITrainedPart _trained;
    private readonly StageLosses _losses;
    private readonly PreferencePass _pass;
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
        _losses = new StageLosses(settings.Losses, seed);
        _pass = new PreferencePass(state, settings, _losses);
        _optimizer = new PolicyOptimizer(
            [.. trained.Groups(settings.Optimizer), .. settings.TokenWeights?.Groups ?? []], settings.Optimizer, settings.TotalSteps);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories =>
        [_optimizer, .. _trained.Memories, .. _losses.CouplesBatch ? [_losses] : Array.Empty<IStageMemory>(), .. _settings.TokenWeights?.Memories ?? []];

    /// <inheritdoc/>
    public bool IsExhausted => _optimizer.IsExhausted;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var pairs = (TrainPreference)lesson;
        var clock = pairs.Clock;
        var shown = new Dictionary<string, double>();
        using var lease = _state.Weights.Write();
        if (clock.Step == 0)
        {
            _settings.RewardMargins?.AddTo(shown);
        }
        var micros = new List<PreferenceMicroBatch>();
        try
        {
            micros = _pass.Prepare(pairs.Examples, _reference, _settings.RewardMargins?.Values);
            Step(lease, micros, pairs, shown);
        }
        finally
        {
            micros.ForEach(micro => micro.Dispose());
        }
        if (clock.Step == _settings.TotalSteps - 1)
        {
            _settings.MaskExport?.Write(_state, _settings.TokenWeights!);
        }
        _settings.Evaluation?.AddTo(shown, _pass, _losses, lease.Policy, clock);
        return shown;
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

    private void Step(Rollouts.SharedWeights.WriteLease lease, List<PreferenceMicroBatch> micros, TrainPreference pairs, Dictionary<string, double> shown)
    {
        using var scope = NewDisposeScope();
        var clock = pairs.Clock;
        var reweighting = _settings.SampleReweighting is { } config && _optimizer.Steps >= config.BurnInSteps ? config : null;
        var measure = _pass.Measure(lease.Policy, micros, _reference, clock, pairs.Round, reweighting);
        var metrics = new StepMetrics();
        var seen = (Sequences: new PreferenceMetrics(_losses.RewardScale), Tokens: new TokenMetrics());
        _optimizer.ZeroGrad();
        using var training = _trained.Training(lease.Policy, RandomStream.Create(_seed, RandomPurpose.Dropout, clock.RunStep, sampleIndex: pairs.Round));
        var (loss, row) = (0.0, 0L);
        foreach (var (micro, own) in PreferencePass.Rows(micros, measure))
        {
            loss += Backward(lease.Policy, micro, own, measure, clock, seen, ref row);
        }
        if (_optimizer.Step(loss, metrics))
        {
            lease.Changed();
            _losses.Remember(measure.Statistics);
        }
        foreach (var (name, value) in metrics.ToDictionary(withKl: false))
        {
            shown[name] = value;
        }
        seen.Sequences.AddTo(shown);
        seen.Tokens.AddTo(shown);
        _losses.AddTo(shown, measure.Statistics);
        _settings.DeadMasks?.Look(clock.Step, seen.Tokens);
    }

    private double Backward(
        DecoderTransformer policy,
        PreferenceMicroBatch micro,
        ImmutableArray<StepStatistics> own,
        StepMeasure measure,
        TrainingClock clock,
        (PreferenceMetrics Sequences, TokenMetrics Tokens) seen,
        ref long row)
    {
        using var scope = NewDisposeScope();
        var (losses, batch, tokens) = _pass.PerExample(policy, micro, own, measure.Counts, clock.RunStep);
        var weights = measure.Weights?.narrow(0, row, losses.shape[0]);
        row += losses.shape[0];
        var share = PreferenceAggregation.Reduce(losses, measure.Counts, weights);
        share.backward();
        seen.Sequences.Add(batch, micro.Examples.All(example => example.IsPair));
        if (tokens is not null)
        {
            seen.Tokens.Add(micro, tokens);
        }
        return share.detach().to(ScalarType.Float64).item<double>();
    }
}
