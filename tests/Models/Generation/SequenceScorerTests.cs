using System.Text.Json;
using Align.Models.Generation;
using Align.Models.Transformers;

namespace Align.Tests.Models.Generation;

public sealed class SequenceScorerTests : IDisposable
{
    private readonly DecoderTransformer _model = TransformerInitialization.Create(TransformerPresets.Create("tiny", 15), seed: 5);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Each_log_prob_scores_the_token_after_it()
    {
        var score = SequenceScorer.Score(_model, [3, 4, 5], withLogits: true);

        Assert.Equal(2, score.TokenLogProbs.Count);
        var row = score.Logits![1].Select(value => (double)value).ToArray();
        Assert.Equal(row[5] - Math.Log(row.Sum(Math.Exp)), score.TokenLogProbs[1], 6);
    }

    [Fact]
    public void Json_has_the_documented_keys_and_logits_only_when_asked()
    {
        var plain = JsonSerializer.Serialize(SequenceScorer.Score(_model, [3, 4]));
        var full = JsonSerializer.Serialize(SequenceScorer.Score(_model, [3, 4], withLogits: true, greedyTokens: 3));

        using var document = JsonDocument.Parse(full);
        Assert.StartsWith("""{"input_ids":[3,4],"token_logprobs":[""", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("\"logits\"", plain, StringComparison.Ordinal);
        Assert.Equal((2, 15), (document.RootElement.GetProperty("logits").GetArrayLength(), document.RootElement.GetProperty("logits")[0].GetArrayLength()));
        Assert.Equal(3, document.RootElement.GetProperty("greedy").GetArrayLength());
    }

    [Fact]
    public void Ids_outside_the_vocabulary_are_named()
    {
        var exception = Assert.Throws<ArgumentException>(() => SequenceScorer.Score(_model, [3, 15, -1]));

        Assert.Contains("15, -1 lies outside", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SequenceScorer.Score(_model, []));
    }
}
