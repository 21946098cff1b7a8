using System.Collections.Immutable;
using Align.Core;

namespace Align.Models.Generation;

/// <summary>A sampled completion.</summary>
/// <param name="TokenIds">The tokens, with the stop token as the last where generation stopped at one.</param>
/// <param name="LogProbs">One a token, nats: log-softmax of logits / temperature over the whole vocabulary, which is what the learner computes; at temperature 0, that of the plain logits.</param>
/// <param name="ProcessedLogProbs">One a token, nats: under the distribution that was sampled from, after top-k, top-p and min-p; 0 at temperature 0.</param>
/// <param name="Entropies">One a token, nats: of the distribution of <paramref name="LogProbs"/>, before the token was drawn.</param>
/// <param name="FinishReason">Why generation ended.</param>
public sealed record GeneratedSequence(
    ImmutableArray<int> TokenIds,
    ImmutableArray<float> LogProbs,
    ImmutableArray<float> ProcessedLogProbs,
    ImmutableArray<float> Entropies,
    FinishReason FinishReason);
