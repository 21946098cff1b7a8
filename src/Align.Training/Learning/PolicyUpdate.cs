using System.Collections.Immutable;
using Align.Algorithms.Divergences;
using Align.Algorithms.PolicyLosses;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>What one rollout batch pays for: <c>num_iterations</c> passes of <c>steps_per_generation</c> optimizer steps each.</summary>
/// <remarks>
/// The old log-probabilities come from the learner's own forward over the same micro-batches, so that the importance ratio of the
/// first update is exactly 1. A step's loss is divided by the counts of the whole step: the size of a micro-batch changes nothing.
/// </remarks>
internal sealed class PolicyUpdate(TrainingState state, GrpoStageConfig config, long seed) : IStageUpdate
{
    private readonly PolicyOptimizer _optimizer = StageUpdates.OptimizerOf(state, config.Optimizer, (long)config.MaxSteps * config.UpdatesPerStep);
    private readonly JudgedSamples _judged = new(config, seed);
    private readonly GrpoOptions _objective = Objective(config);

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [_optimizer];

    /// <inheritdoc/>
    public bool IsExhausted => _optimizer.IsExhausted;

    private DecoderTransformer? Reference => config.NeedsReference ? state.Reference : null;

    private double Temperature => config.Sampling.Temperature;

    /// <summary>Takes the optimizer steps of one rollout batch.</summary>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson) => Run((TrainPolicy)lesson).ToDictionary(withKl: Reference is not null);

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private StepMetrics Run(TrainPolicy lesson)
    {
        var order = RandomStream.Create(seed, RandomPurpose.Shuffle, lesson.Clock.RunStep);
        var plan = BatchPlan.Create(
            _judged.Of(lesson.Groups, lesson.Clock.RunStep), config.StepsPerGeneration, config.MicroBatchSize, config.Sampling.MaxCompletionLength, order);
        var metrics = new StepMetrics();
        using var lease = state.Weights.Write();
        var prepared = new List<(MiniBatch Plan, ImmutableArray<PreparedMicroBatch> MicroBatches)>();
        try
        {
            foreach (var mini in plan)
            {
                prepared.Add((mini, [.. mini.MicroBatches.Select(samples => PreparedMicroBatch.Create(samples, state.Tokenizer.PadTokenId, state.Device))]));
            }
            FixLogProbs(lease.Policy, prepared.SelectMany(mini => mini.MicroBatches), metrics);
            for (var iteration = 0; iteration < config.NumIterations; iteration++)
            {
                foreach (var (mini, microBatches) in prepared)
                {
                    Step(lease, mini, microBatches, metrics);
                }
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
                micro.OldLogProbs = PolicyForward.Run(policy, micro.Batch, Temperature, withEntropy: false).LogProbs;
                metrics.AddSamplingGap(micro.OldLogProbs, micro);
            }
            if (Reference is { } reference)
            {
                micro.ReferenceLogProbs = PolicyForward.Run(reference, micro.Batch, Temperature, withEntropy: false).LogProbs;
            }
        }
    }

    private void Step(Rollouts.SharedWeights.WriteLease lease, MiniBatch mini, ImmutableArray<PreparedMicroBatch> microBatches, StepMetrics metrics)
    {
        if (!mini.Teaches(config))
        {
            return;
        }
        _optimizer.ZeroGrad();
        var loss = 0.0;
        foreach (var micro in microBatches)
        {
            loss += Backward(lease.Policy, mini, micro, metrics);
        }
        if (_optimizer.Step(loss, metrics))
        {
            lease.Changed();
        }
    }

    private double Backward(DecoderTransformer policy, MiniBatch mini, PreparedMicroBatch micro, StepMetrics metrics)
    {
        using var scope = NewDisposeScope();
        var (logProbs, entropy) = PolicyForward.Run(policy, micro.Batch, Temperature, withEntropy: true, entropyGradient: config.EntropyCoef != 0);
        if (micro.OldLogProbs is null && config.OldLogprobs == OldLogprobs.Detach)
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
        var terms = GrpoObjective.Compute(tokens, _objective, mini.Counts);
        terms.Loss.backward();
        metrics.Add(terms.Statistics);
        return terms.Loss.detach().to(ScalarType.Float64).item<double>();
    }

    private static GrpoOptions Objective(GrpoStageConfig config) => new()
    {
        LossType = config.LossType switch
        {
            LossType.Grpo => Algorithms.Masking.LossType.Grpo,
            LossType.DrGrpo => Algorithms.Masking.LossType.DrGrpo,
            LossType.Dapo => Algorithms.Masking.LossType.Dapo,
            LossType.Bnpo => Algorithms.Masking.LossType.Bnpo,
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.LossType, "Not a loss type."),
        },
        Clip = new PolicyClip(config.Epsilon, config.EffectiveEpsilonHigh, config.Delta),
        Beta = config.Beta,
        KlEstimator = config.KlEstimator switch
        {
            KlEstimatorType.K1 => KlEstimator.K1,
            KlEstimatorType.K2 => KlEstimator.K2,
            KlEstimatorType.K3 => KlEstimator.K3,
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.KlEstimator, "Not a KL estimator."),
        },
        EntropyCoefficient = config.EntropyCoef,
    };
}
