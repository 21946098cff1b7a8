using System.Collections.Immutable;
using Align.Algorithms.PolicyLosses;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>What one rollout batch pays for: <c>num_iterations</c> passes of <c>steps_per_generation</c> optimizer steps each.</summary>
/// <remarks>
/// By default the old log-probabilities come from the learner's own forward over the same micro-batches, so that the importance ratio
/// of the first update is exactly 1. A step's loss is divided by the counts of the whole step: the size of a micro-batch changes nothing.
/// </remarks>
internal sealed class PolicyUpdate(TrainingState state, GrpoStageConfig config, ITrainedPart trained, long seed, int logitsChunkTokens) : IStageUpdate
{
    private readonly PolicyOptimizer _optimizer = new(trained.Groups(config.Optimizer), config.Optimizer, (long)config.MaxSteps * config.UpdatesPerStep);
    private readonly JudgedSamples _judged = new(config, seed);
    private readonly GrpoOptions _objective = config.Objective;

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [_optimizer, .. trained.Memories];

    /// <inheritdoc/>
    public bool IsExhausted => _optimizer.IsExhausted;

    private ScoringOptions Scoring => new() { Temperature = config.Sampling.Temperature, ChunkTokens = logitsChunkTokens };

    /// <summary>Takes the optimizer steps of one rollout batch.</summary>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson) => Run((TrainPolicy)lesson).ToDictionary(withKl: config.Beta > 0);

    /// <inheritdoc/>
    public void Finish() => trained.Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        trained.Dispose();
    }

    private StepMetrics Run(TrainPolicy lesson)
    {
        var order = RandomStream.Create(seed, RandomPurpose.Shuffle, lesson.Clock.RunStep);
        var plan = BatchPlan.Create(
            _judged.Of(lesson.Groups, lesson.Clock.RunStep), config.StepsPerGeneration, config.MicroBatchSize, config.EffectiveLossScale, order);
        var metrics = new StepMetrics(config.PolicyLoss.Loss);
        using var lease = state.Weights.Write();
        var prepared = new List<(MiniBatch Plan, ImmutableArray<PreparedMicroBatch> MicroBatches)>();
        try
        {
            foreach (var mini in plan)
            {
                prepared.Add((mini, [.. mini.MicroBatches.Select(samples => PreparedMicroBatch.Create(samples, state.Tokenizer.PadTokenId, state.Device))]));
            }
            FixLogProbs(lease.Policy, prepared.SelectMany(mini => mini.MicroBatches), metrics);
            using var training = trained.Training(lease.Policy, RandomStream.Create(seed, RandomPurpose.Dropout, lesson.Clock.RunStep));
            for (var update = 0; update < config.NumIterations * prepared.Count; update++)
            {
                var (mini, microBatches) = prepared[update % prepared.Count];
                Step(lease, mini, microBatches, RandomStream.Create(seed, RandomPurpose.Loss, lesson.Clock.RunStep, update), metrics);
            }
        }
        finally
        {
            prepared.ForEach(mini => { foreach (var micro in mini.MicroBatches) { micro.Dispose(); } });
        }
        return metrics;
    }

    private void FixLogProbs(DecoderTransformer policy, IEnumerable<PreparedMicroBatch> microBatches, StepMetrics metrics)
    {
        using var _ = no_grad();
        foreach (var micro in microBatches)
        {
            if (config.OldLogprobs == OldLogprobs.Recompute)
            {
                micro.OldLogProbs = PolicyForward.Run(policy, micro.Batch, Scoring).LogProbs;
                metrics.AddSamplingGap(micro.OldLogProbs, micro);
            }
            else if (config.OldLogprobs == OldLogprobs.Rollout)
            {
                micro.OldLogProbs = micro.SampledLogProbs.clone();
            }
            if (config.Beta > 0)
            {
                micro.ReferenceLogProbs = ReferenceLogProbs(policy, micro);
            }
        }
    }

    // Under an adapter the policy without it is the reference.
    private Tensor ReferenceLogProbs(DecoderTransformer policy, PreparedMicroBatch micro)
    {
        using var alone = config.Lora is null ? null : policy.WithAdapter(null);
        return PolicyForward.Run(config.Lora is null ? state.Reference! : policy, micro.Batch, Scoring).LogProbs;
    }

    private void Step(Rollouts.SharedWeights.WriteLease lease, MiniBatch mini, ImmutableArray<PreparedMicroBatch> microBatches, RandomStream random, StepMetrics metrics)
    {
        if (!mini.Teaches(config))
        {
            return;
        }
        _optimizer.ZeroGrad();
        using var measurement = _objective.Loss.Traits.CouplesBatch
            ? StepMeasurement.Of(_objective.Loss, lease.Policy, microBatches, Scoring, random) : null;
        var loss = 0.0;
        foreach (var micro in microBatches)
        {
            using var scope = NewDisposeScope();
            loss += Backward(lease.Policy, mini, micro, measurement?.Next(micro), metrics);
        }
        if (_optimizer.Step(loss, metrics))
        {
            lease.Changed();
        }
    }

    private double Backward(DecoderTransformer policy, MiniBatch mini, PreparedMicroBatch micro, PolicyStepStatistics? statistics, StepMetrics metrics)
    {
        var (logProbs, entropy, _) = PolicyForward.Run(policy, micro.Batch, Scoring with { WithEntropy = true, EntropyGradient = config.EntropyCoef != 0 });
        if (config.OldLogprobs != OldLogprobs.Recompute && metrics.IsBeforeFirstUpdate)
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
        };
        var terms = GrpoObjective.Compute(tokens, _objective, mini.Counts, statistics);
        terms.Loss.backward();
        metrics.Add(terms.Statistics);
        return terms.Loss.detach().to(ScalarType.Float64).item<double>();
    }
}
