using System.Collections.Immutable;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.TokenWeights;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>What one rollout batch pays for: <c>num_iterations</c> passes of <c>steps_per_generation</c> optimizer steps each.</summary>
/// <remarks>
/// By default the old log-probabilities come from the learner's own forward over the same micro-batches, so that the importance ratio
/// of the first update is exactly 1. A step's loss is divided by the counts of the whole step: the size of a micro-batch changes nothing.
/// </remarks>
internal sealed class PolicyUpdate : IStageUpdate
{
    private readonly TrainingState _state;
    private readonly GrpoStageConfig _config;
    private readonly ITrainedPart _trained;
    private readonly long _seed;
    private readonly ScoringOptions _scoring;
    private readonly PolicyOptimizer _optimizer;
    private readonly TrainedRewards _rewards;
    private readonly FixedPasses _passes;
    private readonly RewardKl? _rewardKl;
    private readonly GrpoOptions _objective;

    /// <summary>The update of a stage as at its start.</summary>
    /// <param name="state">The weights and their reference.</param>
    /// <param name="config">The stage.</param>
    /// <param name="trained">What of the policy is trained.</param>
    /// <param name="scope">What prompts are selected for.</param>
    /// <param name="logitsChunkTokens">Positions whose logits exist at once; 0 for all.</param>
    public PolicyUpdate(TrainingState state, GrpoStageConfig config, ITrainedPart trained, SelectionScope scope, int logitsChunkTokens)
    {
        (_state, _config, _trained, _seed) = (state, config, trained, scope.Seed);
        _scoring = new ScoringOptions { Temperature = config.Sampling.Temperature, ChunkTokens = logitsChunkTokens };
        _optimizer = new PolicyOptimizer(trained.Groups(config.Optimizer), config.Optimizer, (long)config.MaxSteps * config.UpdatesPerStep);
        _rewards = new TrainedRewards(config, scope.Seed);
        _passes = new FixedPasses(state, config, _scoring);
        _rewardKl = config.KlInReward is { } klInReward ? new RewardKl(klInReward, _passes, state, config.MicroBatchSize) : null;
        _objective = config.Objective;
        Selection = config.Selector.Selector.Begin(scope);
    }

    /// <inheritdoc/>
    public IPromptSelection Selection { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories =>
    [
        _optimizer,
        .. _trained.Memories,
        .. _config.Selector.Selector.Traits.Learns ? [new SelectionMemory(Selection)] : (IStageMemory[])[],
        .. _rewardKl is { } rewardKl ? [rewardKl] : (IStageMemory[])[],
    ];

    /// <inheritdoc/>
    public bool IsExhausted => _optimizer.IsExhausted;

    private ITokenWeighting Weighting => _config.TokenWeights.Weighting;

    /// <summary>Takes the optimizer steps of one rollout batch, then tells the selection what came of its prompts.</summary>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var own = (TrainPolicy)lesson;
        using var lease = _state.Weights.Write();
        var rewarded = _rewards.Of(own.Prompts, own.Clock.RunStep);
        var samples = JudgedSamples.Of(_config.Advantage.Estimator, rewarded, _rewardKl?.TokenRewards(lease.Policy, rewarded));
        var metrics = Train(lease, own.Clock, samples).ToDictionary(withKl: _config.Beta > 0, weightsOf: _config.TokenWeights.Name);
        BatchMetrics.AddTo(metrics, own, _config);
        _rewardKl?.AddTo(metrics);
        foreach (var (name, value) in _config.Allocator.Allocator.Metrics(BatchMetrics.Allocated(own.Prompts, samples))
            .Concat(Selection.Observe(own.Clock.Step, [.. own.Prompts.Select(prompt => prompt.Observation())])))
        {
            metrics[name] = value;
        }
        return metrics;
    }

    /// <inheritdoc/>
    public void Finish() => _trained.Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _trained.Dispose();
    }

    private StepMetrics Train(Rollouts.SharedWeights.WriteLease lease, TrainingClock clock, ImmutableArray<ImmutableArray<JudgedSample>> samples)
    {
        var order = RandomStream.Create(_seed, RandomPurpose.Shuffle, clock.RunStep);
        var plan = BatchPlan.Create(samples, _config.StepsPerPass, _config.MicroBatchSize, _config.EffectiveLossScale, order);
        var metrics = new StepMetrics(_config.PolicyLoss.Loss);
        var prepared = new List<(MiniBatch Plan, ImmutableArray<PreparedMicroBatch> MicroBatches)>();
        try
        {
            foreach (var mini in plan)
            {
                prepared.Add((mini, [.. mini.MicroBatches.Select(rows => PreparedMicroBatch.Create(rows, _state.Tokenizer.PadTokenId, _state.Device))]));
            }
            foreach (var micro in prepared.SelectMany(mini => mini.MicroBatches))
            {
                _passes.Fill(lease.Policy, micro, metrics);
            }
            using var training = _trained.Training(lease.Policy, RandomStream.Create(_seed, RandomPurpose.Dropout, clock.RunStep));
            for (var update = 0; update < _config.Passes * prepared.Count; update++)
            {
                var (mini, microBatches) = prepared[update % prepared.Count];
                Step(lease, mini, microBatches, RandomStream.Create(_seed, RandomPurpose.Loss, clock.RunStep, update), metrics);
            }
            if (_config.MeasureEntropyChange)
            {
                metrics.EntropyChange = EntropyChangeMeasurement.Of(lease.Policy, prepared.SelectMany(mini => mini.MicroBatches), _scoring);
            }
        }
        finally
        {
            prepared.ForEach(mini => { foreach (var micro in mini.MicroBatches) { micro.Dispose(); } });
        }
        return metrics;
    }

    private void Step(Rollouts.SharedWeights.WriteLease lease, MiniBatch mini, ImmutableArray<PreparedMicroBatch> microBatches, RandomStream random, StepMetrics metrics)
    {
        if (!mini.Teaches(_config))
        {
            return;
        }
        _optimizer.ZeroGrad();
        using var measurement = StepMeasurement.Of(_objective.Loss, Weighting, lease.Policy, microBatches, _scoring, random);
        var loss = 0.0;
        foreach (var micro in microBatches)
        {
            using var scope = NewDisposeScope();
            loss += Backward(lease.Policy, mini, micro, measurement, metrics);
        }
        if (_optimizer.Step(loss, metrics))
        {
            lease.Changed();
        }
    }

    private double Backward(DecoderTransformer policy, MiniBatch mini, PreparedMicroBatch micro, StepMeasurement? measurement, StepMetrics metrics)
    {
        var (logProbs, entropy, _) = PolicyForward.Run(policy, micro.Batch, _scoring with { WithEntropy = true, EntropyGradient = _config.EntropyCoef != 0 });
        if (_config.OldLogprobs != OldLogprobs.Recompute && metrics.IsBeforeFirstUpdate)
        {
            metrics.AddSamplingGap(logProbs.detach(), micro);
        }
        var tokens = new PolicyTokens
        {
            LogProbs = logProbs,
            OldLogProbs = micro.OldLogProbs ?? logProbs.detach(),
            Advantages = micro.Advantages.to(logProbs.dtype),
            Mask = micro.Mask,
            ReferenceLogProbs = micro.ReferenceLogProbs,
            Entropy = entropy,
            TokenWeights = Weights(micro, logProbs.detach(), measurement?.Weights, metrics),
        };
        var terms = GrpoObjective.Compute(tokens, _objective, mini.Counts, measurement?.Next(micro));
        terms.Loss.backward();
        metrics.Add(terms.Statistics);
        return terms.Loss.detach().to(ScalarType.Float64).item<double>();
    }

    private Tensor? Weights(PreparedMicroBatch micro, Tensor logProbs, WeightMeasurement? measured, StepMetrics metrics)
    {
        if (Weighting.IsUniform)
        {
            return null;
        }
        using var _ = no_grad();
        var tokens = micro.Weighted(logProbs);
        var weights = Weighting.Compute(tokens, measured ?? Weighting.Measure(tokens));
        metrics.AddWeights(weights, micro.Mask);
        return weights;
    }
}
