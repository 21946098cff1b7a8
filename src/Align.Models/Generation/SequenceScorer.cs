using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Align.Core;
using Align.Models.Transformers;

namespace Align.Models.Generation;

/// <summary>Scores one sequence by the model's full forward pass, for inspection and comparison with other programs.</summary>
public static class SequenceScorer
{
    /// <summary>Scores a sequence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ids">The sequence; at least one token.</param>
    /// <param name="withLogits">Give the logits too.</param>
    /// <param name="greedyTokens">How many tokens to continue by; 0 for none.</param>
    /// <exception cref="ArgumentException">No ids, an id outside the vocabulary, or more tokens than the model's context holds.</exception>
    public static SequenceScore Score(DecoderTransformer model, IReadOnlyList<int> ids, bool withLogits = false, int greedyTokens = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfNegative(greedyTokens);
        RequireSound(model.Config, ids);
        var rows = LogitRows(model, ids);
        var logProbs = Enumerable.Range(0, ids.Count - 1).Select(t => LogProb(rows[t], ids[t + 1]));
        return new SequenceScore(ids, [.. logProbs], withLogits ? rows : null, greedyTokens == 0 ? [] : Continue(model, ids, greedyTokens));
    }

    private static void RequireSound(TransformerConfig config, IReadOnlyList<int> ids)
    {
        if (ids.Count == 0) throw new ArgumentException("at least one token id is needed", nameof(ids));
        var outside = ids.Where(id => (uint)id >= (uint)config.VocabSize).Distinct().ToArray();
        if (outside.Length > 0)
            throw new ArgumentException($"the model's vocabulary has {config.VocabSize} ids, from 0, and {string.Join(", ", outside)} lies outside", nameof(ids));
    }

    private static float[][] LogitRows(DecoderTransformer model, IReadOnlyList<int> ids)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        long[] row = [.. ids];
        var input = torch.tensor(row, [1, row.Length], device: model.Device);
        var logits = model.call(input, null).to(ScalarType.Float32).cpu().contiguous();
        return [.. MemoryMarshal.Cast<byte, float>(logits.bytes).ToArray().Chunk(model.Config.VocabSize)];
    }

    private static double LogProb(float[] logits, int id)
    {
        double largest = logits.Max();
        return logits[id] - largest - Math.Log(logits.Sum(logit => Math.Exp(logit - largest)));
    }

    private static ImmutableArray<int> Continue(DecoderTransformer model, IReadOnlyList<int> ids, int count)
    {
        var request = new GenerationRequest(0, 0, [.. ids], RandomStream.Create(0, RandomPurpose.Evaluation));
        var options = new SamplingOptions { Temperature = 0, MaxNewTokens = count };
        return new TextGenerator(model).Generate([request], options)[0].TokenIds;
    }
}
