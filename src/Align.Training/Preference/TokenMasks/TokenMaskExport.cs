using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Align.Models.Tokenization;
using Align.Training.Learning;
using Align.Training.Supervision;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Writes the masks of a few pairs, token by token: a line of JSON a pair, and a picture of the same.</summary>
/// <param name="directory">Where to; made if need be.</param>
/// <param name="name">The stage's name, which names the files.</param>
/// <param name="pairs">The pairs to show.</param>
internal sealed class TokenMaskExport(string directory, string name, ImmutableArray<PreferenceExample> pairs)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <c>NAME.jsonl</c> and <c>NAME.svg</c>, over what was there.</summary>
    /// <param name="state">The reference and the tokenizer.</param>
    /// <param name="weights">The masks as they are.</param>
    public void Write(TrainingState state, ITokenWeights weights)
    {
        if (pairs.IsEmpty)
        {
            return;
        }
        var masked = Masked(state, weights);
        Directory.CreateDirectory(directory);
        var lines = string.Concat(masked.Select(pair => JsonSerializer.Serialize(pair, Format) + "\n"));
        WholeFile.Write(Path.Combine(directory, $"{name}.jsonl"), System.Text.Encoding.UTF8.GetBytes(lines));
        WholeFile.Write(Path.Combine(directory, $"{name}.svg"), System.Text.Encoding.UTF8.GetBytes(TokenMaskPicture.Draw(name, masked)));
    }

    private ImmutableArray<MaskedPair> Masked(TrainingState state, ITokenWeights weights)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var micro = PreferenceMicroBatch.Create(pairs, state.Tokenizer.PadTokenId, state.Device);
        using var recorder = weights.CreateRecorder();
        if (recorder is not null)
        {
            state.Reference!.CompletionHiddenStates(micro.Batch, recorder);
        }
        var values = weights.Of(micro, recorder, trainingStep: null);
        var (reward, kl) = (Rows(values.Reward), values.Kl is { } own ? Rows(own) : null);
        return [.. pairs.Select((pair, index) => new MaskedPair(
            state.Tokenizer.Decode(pair.Prompt),
            Response(state.Tokenizer, pair.Chosen, pair.ChosenSlots, reward[index], kl?[index]),
            Response(state.Tokenizer, pair.Rejected, pair.RejectedSlots, reward[pairs.Length + index], kl?[pairs.Length + index])))];
    }

    private static double[][] Rows(Tensor weights)
    {
        var flat = weights.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        return [.. flat.Chunk((int)weights.shape[1])];
    }

    private static MaskedResponse Response(CharacterTokenizer tokenizer, ImmutableArray<int> ids, ImmutableArray<int> slots, double[] reward, double[]? kl) => new(
        [.. ids.Select(id => tokenizer.Vocabulary[id])],
        [.. reward.Take(ids.Length).Select(Rounded)],
        kl is null ? null : [.. kl.Take(ids.Length).Select(Rounded)],
        slots.IsDefault ? null : slots);

    private static double Rounded(double weight) => Math.Round(weight, 6);
}

/// <summary>A pair with its masks.</summary>
/// <param name="Prompt">Its text.</param>
/// <param name="Chosen">The preferred response.</param>
/// <param name="Rejected">The other.</param>
internal sealed record MaskedPair(string Prompt, MaskedResponse Chosen, MaskedResponse Rejected);

/// <summary>A response with its masks.</summary>
/// <param name="Tokens">The tokens' texts.</param>
/// <param name="MaskU">m_u of each token.</param>
/// <param name="MaskD">m_d of each token; <see langword="null"/> where it is m_u.</param>
/// <param name="Slots">The tokens that decide, from 0, where the data knows them.</param>
internal sealed record MaskedResponse(ImmutableArray<string> Tokens, ImmutableArray<double> MaskU, ImmutableArray<double>? MaskD, ImmutableArray<int>? Slots);
