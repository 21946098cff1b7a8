using System.Collections.Immutable;
using Align.Core;

namespace Align.Models.Generation;

/// <summary>One completion while it grows.</summary>
internal sealed class DecodingRow(GenerationRequest request, int maxNewTokens)
{
    // Room for ordinary completions from the start; longer ones grow.
    private const int MaxRoom = 1024;

    private readonly ImmutableArray<int>.Builder _tokens = ImmutableArray.CreateBuilder<int>(Math.Min(maxNewTokens, MaxRoom));
    private readonly ImmutableArray<float>.Builder _logProbs = ImmutableArray.CreateBuilder<float>(Math.Min(maxNewTokens, MaxRoom));
    private readonly ImmutableArray<float>.Builder _processed = ImmutableArray.CreateBuilder<float>(Math.Min(maxNewTokens, MaxRoom));
    private readonly ImmutableArray<float>.Builder _entropies = ImmutableArray.CreateBuilder<float>(Math.Min(maxNewTokens, MaxRoom));
    private FinishReason? _finishReason;

    public GenerationRequest Request { get; } = request;

    public int Count => _tokens.Count;

    public bool IsFinished => _finishReason is not null;

    /// <summary>The token that the model reads next.</summary>
    public int LastToken => _tokens[^1];

    /// <summary>The position of <see cref="LastToken"/> in the sequence.</summary>
    public int LastPosition => Request.PromptTokenIds.Length + _tokens.Count - 1;

    public void Add(SampledToken token, SamplingOptions options)
    {
        _tokens.Add(token.Id);
        _logProbs.Add(token.LogProb);
        _processed.Add(token.ProcessedLogProb);
        _entropies.Add(token.Entropy);
        if (options.StopTokenIds.Contains(token.Id)) _finishReason = FinishReason.Stop;
        else if (_tokens.Count == options.MaxNewTokens) _finishReason = FinishReason.Length;
    }

    public GeneratedSequence ToSequence() =>
        new(_tokens.ToImmutable(), _logProbs.ToImmutable(), _processed.ToImmutable(), _entropies.ToImmutable(), _finishReason ?? FinishReason.Length);
}
