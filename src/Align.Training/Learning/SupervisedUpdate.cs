using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.SupervisedLosses;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>One optimizer step of supervised fine-tuning: the solution's tokens and the stop token count, the prompt's do not.</summary>
internal sealed class SupervisedUpdate(TrainingState state, SftStageConfig config, ITrainedPart trained, long seed, int logitsChunkTokens) : IStageUpdate
{
    private readonly PolicyOptimizer _optimizer = new(trained.Groups(config.Optimizer), config.Optimizer, config.MaxSteps);
    private readonly SupervisedEncoding _encoding = new(state.Tokenizer, state.Architecture.MaxPositionEmbeddings, config.Data);
    private SupervisedStatistics _statistics = new();

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [_optimizer, .. trained.Memories];

    /// <inheritdoc/>
    public bool IsExhausted => _optimizer.IsExhausted;

    /// <summary>Takes the step.</summary>
    /// <exception cref="DataFileException">A prompt has no solution to learn from, or cannot be read by the model.</exception>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var examples = ((TrainSupervised)lesson).Examples.Select(_encoding.Of).ToArray();
        var counts = BatchCounts.FromLengths(Array.ConvertAll(examples, example => example.Completion.Length), state.Architecture.MaxPositionEmbeddings);
        var metrics = new StepMetrics();
        using var lease = state.Weights.Write();
        _optimizer.ZeroGrad();
        _statistics = new SupervisedStatistics();
        var loss = 0.0;
        using var training = trained.Training(lease.Policy, RandomStream.Create(seed, RandomPurpose.Dropout, lesson.Clock.RunStep));
        foreach (var chunk in examples.Chunk(config.MicroBatchSize))
        {
            loss += Backward(lease.Policy, chunk, counts);
        }
        if (_optimizer.Step(loss, metrics))
        {
            lease.Changed();
        }
        return config.Loss.Loss is SftLoss ? metrics.ToDictionary(withKl: false) : _statistics.AddTo(metrics.ToDictionary(withKl: false));
    }

    /// <inheritdoc/>
    public void Finish() => trained.Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        trained.Dispose();
    }

    private double Backward(DecoderTransformer policy, SupervisedExample[] examples, BatchCounts counts)
    {
        using var scope = NewDisposeScope();
        using var batch = CompletionBatch.Create(
            [.. examples.Select(example => ((IReadOnlyList<int>)example.Prompt, (IReadOnlyList<int>)example.Completion))], state.Tokenizer.PadTokenId, device: state.Device);
        var scores = PolicyForward.Run(policy, batch, new ScoringOptions { ChunkTokens = logitsChunkTokens }, Reference(policy, batch));
        var tokens = new SupervisedTokens { LogProbs = scores.LogProbs, Mask = batch.CompletionMask, ReferenceKl = scores.ReferenceKl };
        var loss = LossAggregation.Compute(config.Loss.Loss.PerToken(tokens), batch.CompletionMask, LossType.Dapo, counts);
        loss.backward();
        _statistics.Add(tokens);
        return loss.detach().to(ScalarType.Float64).item<double>();
    }

    // Under an adapter the policy without it is the reference.
    private HeadInput? Reference(DecoderTransformer policy, CompletionBatch batch)
    {
        if (!config.Loss.Loss.Traits.NeedsReference)
        {
            return null;
        }
        using var alone = config.Lora is null ? null : policy.WithAdapter(null);
        return PolicyForward.Head(config.Lora is null ? state.Reference! : policy, batch);
    }
}
