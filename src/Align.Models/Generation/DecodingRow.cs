using System.Collections.Immutable;
using Align.Core;

namespace Align.Models.Generation;

/// <summary>One completion while it grows. It takes room with its first token and gives it back with its last.</summary>
/// <param name="request">What is sampled.</param>
/// <param name="finished">Told the completion when it is whole.</param>
internal sealed class DecodingRow(GenerationRequest request, Action<GeneratedSequence> finished)
{
    // Room for ordinary completions from the start; longer ones grow.
    private const int MaxRoom = 1024;

    private ImmutableArray<int>.Builder? _tokens;
    private ImmutableArray<float>.Builder? _logProbs;
    private ImmutableArray<float>.Builder? _processed;
    private ImmutableArray<float>.Builder? _entropies;

    public GenerationRequest Request { get; } = request;

    public int Count { get; private set; }

    public bool IsFinished { get; private set; }

    /// <summary>The token that the model reads next.</summary>
    public int LastToken { get; private set; }

    /// <summary>The position of <see cref="LastToken"/> in the sequence.</summary>
    public int LastPosition => Request.PromptTokenIds.Length + Count - 1;

    public void Add(SampledToken token, SamplingOptions options)
    {
        var room = Math.Min(options.MaxNewTokens, MaxRoom);
        (_tokens ??= ImmutableArray.CreateBuilder<int>(room)).Add(token.Id);
        (_logProbs ??= ImmutableArray.CreateBuilder<float>(room)).Add(token.LogProb);
        (_processed ??= ImmutableArray.CreateBuilder<float>(room)).Add(token.ProcessedLogProb);
        (_entropies ??= ImmutableArray.CreateBuilder<float>(room)).Add(token.Entropy);
        (LastToken, Count) = (token.Id, Count + 1);
        if (options.StopTokenIds.Contains(token.Id)) Finish(FinishReason.Stop);
        else if (Count == options.MaxNewTokens) Finish(FinishReason.Length);
    }

    private void Finish(FinishReason reason)
    {
        var sequence = new GeneratedSequence(_tokens!.ToImmutable(), _logProbs!.ToImmutable(), _processed!.ToImmutable(), _entropies!.ToImmutable(), reason);
        (_tokens, _logProbs, _processed, _entropies, IsFinished) = (null, null, null, null, true);
        finished(sequence);
    }
}
