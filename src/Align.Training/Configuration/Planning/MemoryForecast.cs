using Align.Models.Transformers;
using Align.Training.Rollouts;

namespace Align.Training.Configuration.Planning;

/// <summary>An estimate of a run's tensor memory. Weights, gradients, moments and the cache are exact; activations are counted from the block's operations.</summary>
/// <param name="Items">What takes memory, with bytes.</param>
public sealed record MemoryForecast(ValueList<MemoryItem> Items)
{
    // Values kept for the backward pass, in multiples of one token's hidden width: two norms with their inputs, the
    // query, the attention's and the feed-forward's output, and the residual sums.
    private const int HiddenTensorsPerBlock = 9;

    // Gate, its activation, up and their product.
    private const int FeedForwardTensorsPerBlock = 4;

    // Scores and their softmax.
    private const int ScoreTensorsPerBlock = 2;

    // Logits, log-softmax and its gradient, of one chunk of tokens at a time.
    private const int LogitTensors = 3;

    /// <summary>All of it, in bytes. Training and generation alternate, so this bound is not reached at one moment.</summary>
    public long TotalBytes => Items.Sum(item => item.Bytes);

    /// <summary>The forecast of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="shape">The policy's sizes.</param>
    /// <param name="promptTokens">Tokens of a long prompt.</param>
    /// <param name="solutionTokens">Tokens of a long solution, the stop token included.</param>
    /// <param name="examples">What stages that learn from preference examples have, by their place in the run.</param>
    public static MemoryForecast Of(
        RunConfig config, TransformerConfig shape, int promptTokens, int solutionTokens, IReadOnlyDictionary<int, StageExamples>? examples = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(shape);
        var width = ModelArchitecture.BytesPerValue(config.Model.Dtype);
        var chunk = config.Runtime.LogitsChunkTokens;
        var parameters = shape.ParameterCount * width;
        var trained = config.Stages.Where(stage => stage.Trains).Select(stage => (stage.TrainedAdapter?.ParameterCount(shape) ?? shape.ParameterCount) * width).DefaultIfEmpty().Max();
        var needsReference = config.Stages.Any(stage => stage.NeedsReference);
        var activations = config.Stages.Select((stage, index) => PairBytes(stage, shape, width, chunk, examples?.GetValueOrDefault(index)) ?? ActivationBytes(stage, shape, width, chunk, promptTokens, solutionTokens)).DefaultIfEmpty().Max();
        var cache = config.Stages.Select(stage => CacheBytes(stage, config.Runtime, shape, width, promptTokens)).DefaultIfEmpty().Max();
        return new(
        [
            new("parameters", parameters),
            new("gradients", trained),
            new("AdamW moments", 2 * trained),
            new("reference copy", needsReference ? parameters : 0),
            new("reward model and its best", config.Stages.Any(stage => stage is RewardModelStageConfig) ? 2 * parameters : 0),
            new("activations of a micro-batch (estimate)", activations),
            new("key-value cache of what is generated at once", cache),
            new("decode engine's copy of the weights", cache > 0 && GenerationPath.IsNative(config) ? parameters : 0),
        ]);
    }

    private static long? PairBytes(StageConfig stage, TransformerConfig shape, int width, int chunk, StageExamples? examples) => (stage, examples) switch
    {
        (RewardModelStageConfig model, not null) => ActivationBytes(shape, width, chunk, 2L * Math.Min(model.MicroBatchSize, model.PerStepPairs), examples.LongestSequence),
        (PreferenceStageConfig preference, not null) => ActivationBytes(shape, width, chunk, 2L * Math.Min(preference.MicroBatchSize, preference.PerStepPairs), examples.LongestSequence),
        (OnlinePreferenceStageConfig { Source: PairSource.Pairs } online, not null) => ActivationBytes(
            shape, width, chunk, PairSequences(online.MicroBatchSize, online.PerStepPrompts, online.Ofs is not null), examples.LongestSequence),
        _ => null,
    };

    private static long ActivationBytes(StageConfig stage, TransformerConfig shape, int width, int chunk, int promptTokens, int solutionTokens) => stage switch
    {
        SftStageConfig sft => ActivationBytes(shape, width, chunk, Math.Min(sft.MicroBatchSize, sft.PerStepExamples), promptTokens + solutionTokens),
        GrpoStageConfig grpo => ActivationBytes(shape, width, chunk, Math.Min(grpo.MicroBatchSize, (long)grpo.PromptsPerUpdate * grpo.MaxGenerations), promptTokens + grpo.Sampling.MaxCompletionLength),
        OnlinePreferenceStageConfig online => ActivationBytes(shape, width, chunk, PairSequences(online.MicroBatchSize, online.PerStepPrompts, online.Ofs is not null), promptTokens + (online.Source == PairSource.Rollouts ? online.Sampling.MaxCompletionLength : solutionTokens)),
        ContinualPreferenceStageConfig continual => ActivationBytes(
            shape, width, chunk, PairSequences(continual.MicroBatchSize, continual.PerStepPairs, continual.Method != ContinualMethod.Dpo), promptTokens + solutionTokens),
        _ => 0,
    };

    // Chosen and rejected of each pair; with two adapters both passes are kept for the one backward pass.
    private static long PairSequences(int microBatchSize, int pairs, bool twoAdapters) =>
        2L * Math.Min(microBatchSize, pairs) * (twoAdapters ? 2 : 1);

    private static long ActivationBytes(TransformerConfig shape, int width, int chunk, long sequences, long length)
    {
        var keyValue = 2L * shape.NumKeyValueHeads * shape.HeadDim;
        var block = (HiddenTensorsPerBlock * (long)shape.HiddenSize)
            + keyValue
            + (FeedForwardTensorsPerBlock * (long)shape.IntermediateSize)
            + (ScoreTensorsPerBlock * shape.NumAttentionHeads * length);
        var tokens = sequences * length;
        var logitTokens = chunk == 0 ? tokens : Math.Min(tokens, chunk);
        return width * ((tokens * shape.NumHiddenLayers * block) + (logitTokens * LogitTensors * shape.VocabSize));
    }

    private static long CacheBytes(StageConfig stage, RuntimeConfig runtime, TransformerConfig shape, int width, int promptTokens)
    {
        var (completions, length) = stage switch
        {
            GrpoStageConfig grpo => (grpo.CompletionsPerStep, grpo.Sampling.MaxCompletionLength),
            OnlinePreferenceStageConfig online => (online.CompletionsPerStep, online.Sampling.MaxCompletionLength),
            ContinualPreferenceStageConfig continual => ((long)continual.RewardPrompts * continual.Domains.Count, continual.Sampling.MaxCompletionLength),
            EvaluateStageConfig evaluate => ((long)evaluate.NumPrompts * evaluate.NumGenerations, evaluate.Sampling.MaxCompletionLength),
            _ => (0L, 0),
        };
        var sequences = Math.Min(completions, (long)runtime.RolloutBatchSize * runtime.RolloutWorkers);
        return 2L * shape.NumHiddenLayers * shape.NumKeyValueHeads * shape.HeadDim * sequences * (promptTokens + length) * width;
    }
}

/// <summary>One thing that takes memory.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">How much.</param>
public sealed record MemoryItem(string Name, long Bytes);
