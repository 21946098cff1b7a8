using System.Runtime.InteropServices;
using Align.Kernels.Decoding;
using Align.Models.Transformers;

namespace Align.Models.Generation;

/// <summary>Samples completions: one pass over each distinct prompt, then one token a sequence and pass from a key-value cache.</summary>
/// <remarks>
/// The native engine where <see cref="DecodeEngine.Obstacle(DecoderTransformer)"/> finds nothing against it; its results do not depend on
/// what is decoded together. Otherwise tensor operations, over batches cut in the order of the requests, so that the
/// composition depends on nothing else. Only reads the model; several generators may share one as long as nobody writes to it.
/// </remarks>
public sealed class TextGenerator
{
    /// <summary>The default of the largest batch.</summary>
    public const int DefaultMaxBatchRows = 512;

    private readonly DecoderTransformer _model;
    private readonly int _maxBatchRows;
    private readonly RolloutEngine _engine;
    private readonly PackedWeights? _packed;

    /// <summary>A generator over a model.</summary>
    /// <param name="model">Not owned.</param>
    /// <param name="maxBatchRows">The most sequences decoded at once; at least 1. The default is 512.</param>
    /// <param name="engine">What generates; by default the native engine where it can.</param>
    /// <param name="packed">The engine's copy of the model's matrices as they are now, from <see cref="DecodeEngine.Pack"/>; not owned. <see langword="null"/> lets each call make its own.</param>
    public TextGenerator(DecoderTransformer model, int maxBatchRows = DefaultMaxBatchRows, RolloutEngine engine = RolloutEngine.Auto, PackedWeights? packed = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchRows, 1);
        _model = model;
        _maxBatchRows = maxBatchRows;
        _engine = engine;
        _packed = packed;
    }

    /// <summary>Samples one completion a request.</summary>
    /// <param name="requests">Prompts and streams.</param>
    /// <param name="options">How tokens are drawn.</param>
    /// <param name="cancellationToken">Looked at once a token.</param>
    /// <returns>The completions, in the order of the requests.</returns>
    /// <exception cref="ArgumentException">Options out of range, an empty prompt, an id outside the vocabulary, or a prompt that leaves no room for the completion; all problems are listed.</exception>
    /// <exception cref="NonFiniteLogitsException">The model's weights are broken.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<GeneratedSequence> Generate(IReadOnlyList<GenerationRequest> requests, SamplingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var sequences = new GeneratedSequence[requests.Count];
        Generate(requests, options, (index, sequence) => sequences[index] = sequence, cancellationToken);
        return sequences;
    }

    /// <summary>As <see cref="Generate(IReadOnlyList{GenerationRequest}, SamplingOptions, CancellationToken)"/>, giving each completion when it is whole.</summary>
    /// <param name="requests">Prompts and streams.</param>
    /// <param name="options">How tokens are drawn.</param>
    /// <param name="finished">Receives the place of each request and its completion, once, in the order in which they end; called on this thread.</param>
    /// <param name="cancellationToken">Looked at once a token.</param>
    public void Generate(IReadOnlyList<GenerationRequest> requests, SamplingOptions options, Action<int, GeneratedSequence> finished, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(finished);
        RequireSound(requests, options);
        if (requests.Count == 0) return;
        var rows = requests.Select((request, index) => new DecodingRow(request, sequence => finished(index, sequence))).ToArray();
        using var noGrad = torch.no_grad();
        if (_engine == RolloutEngine.Auto && DecodeEngine.Obstacle(_model) is null)
        {
            using var own = _packed is null ? DecodeEngine.Pack(_model) : null;
            ContinuousDecoding.Run(_model.Config, _packed ?? own!, rows, options, _maxBatchRows, cancellationToken);
        }
        else
        {
            foreach (var batch in rows.Chunk(_maxBatchRows)) GenerateBatch(batch, options, cancellationToken);
        }
    }

    private void GenerateBatch(DecodingRow[] rows, SamplingOptions options, CancellationToken cancellationToken)
    {
        var sampler = new TokenSampler(options, _model.Config.VocabSize);
        using var batch = new DecodingBatch(_model, rows, options.MaxNewTokens);
        var logits = batch.ReadPrompts();
        while (true)
        {
            Sample(batch, logits, sampler, options);
            logits.Dispose();
            if (!batch.HasUnfinished) break;
            cancellationToken.ThrowIfCancellationRequested();
            logits = batch.ReadNextTokens();
        }
    }

    private void Sample(DecodingBatch batch, Tensor logits, TokenSampler sampler, SamplingOptions options)
    {
        var values = MemoryMarshal.Cast<byte, float>(logits.bytes);
        var vocabSize = _model.Config.VocabSize;
        for (var index = 0; index < batch.Rows.Count; index++)
        {
            var row = batch.Rows[index];
            if (row.IsFinished) continue;
            var rowLogits = values.Slice(batch.LogitsRow(index) * vocabSize, vocabSize);
            if (!sampler.TrySample(rowLogits, row.Request.Stream, out var token))
                throw new NonFiniteLogitsException(row.Request.PromptId, row.Request.SampleIndex, row.Count);
            row.Add(token, options);
        }
    }

    private void RequireSound(IReadOnlyList<GenerationRequest> requests, SamplingOptions options)
    {
        var problems = new List<string>(options.Validate());
        var (context, vocabSize) = (_model.Config.MaxPositionEmbeddings, _model.Config.VocabSize);
        foreach (var request in requests)
        {
            var (prompt, name) = (request.PromptTokenIds, $"prompt {request.PromptId}");
            if (prompt.IsDefaultOrEmpty) problems.Add($"{name} has no tokens");
            else if (prompt.Length + (long)options.MaxNewTokens > context) problems.Add($"{name} has {prompt.Length} tokens; with max_new_tokens {options.MaxNewTokens} that exceeds the model's context of {context}");
            else if (prompt.Any(id => (uint)id >= (uint)vocabSize)) problems.Add($"{name} holds token id {prompt.First(id => (uint)id >= (uint)vocabSize)}, outside the model's vocabulary of {vocabSize}");
        }
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems.Distinct()));
    }
}
