using System.Runtime.InteropServices;
using Align.Models.Transformers;

namespace Align.Models.Generation;

/// <summary>Samples completions in batches: one pass over each distinct prompt, then one token a row and pass from a key-value cache.</summary>
/// <remarks>
/// Rows are cut into batches in the order of the requests, so that the composition depends on nothing else. Only reads the
/// model; several generators may share one as long as nobody writes to it.
/// </remarks>
public sealed class TextGenerator
{
    /// <summary>The default of the largest batch.</summary>
    public const int DefaultMaxBatchRows = 512;

    private readonly DecoderTransformer _model;
    private readonly int _maxBatchRows;

    /// <summary>A generator over a model.</summary>
    /// <param name="model">Not owned.</param>
    /// <param name="maxBatchRows">The most rows decoded at once; at least 1. The default is 512.</param>
    public TextGenerator(DecoderTransformer model, int maxBatchRows = DefaultMaxBatchRows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchRows, 1);
        _model = model;
        _maxBatchRows = maxBatchRows;
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
        ArgumentNullException.ThrowIfNull(options);
        RequireSound(requests, options);
        var results = new List<GeneratedSequence>(requests.Count);
        using var noGrad = torch.no_grad();
        foreach (var chunk in requests.Chunk(_maxBatchRows)) results.AddRange(GenerateBatch(chunk, options, cancellationToken));
        return results;
    }

    private IEnumerable<GeneratedSequence> GenerateBatch(GenerationRequest[] requests, SamplingOptions options, CancellationToken cancellationToken)
    {
        var rows = requests.Select(request => new DecodingRow(request)).ToArray();
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
        return rows.Select(row => row.ToSequence());
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
