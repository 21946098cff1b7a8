using Align.Core;

namespace Align.Envs.Sentiment;

/// <summary>Makes the two responses of a pair and labels them: noise of the Gumbel distribution on both scores, the greater sum is chosen.</summary>
/// <remarks>The difference of two Gumbel(0, 1) draws is logistic, so that with noise of scale s the better text is chosen with probability sigmoid(difference / s).</remarks>
internal sealed class SentimentPairs(SentimentOptions options, SentimentTexts texts, SentimentLexicon lexicon)
{
    public (string Chosen, string Rejected) Create(PromptSplit split, long index, char before)
    {
        var (first, second) = (texts.Response(split, index, before, 0), texts.Response(split, index, before, 1));
        if (IsReplaced(index))
        {
            first = lexicon.Score(first) >= lexicon.Score(second) ? first : second;
            second = texts.Negative(split, index, before);
        }
        var stream = RandomStream.Create(options.Seed, RandomPurpose.Environment, SentimentStreams.Label, index, (int)split);
        var firstWins = lexicon.Score(first) + Noise(stream) >= lexicon.Score(second) + Noise(stream);
        return firstWins ? (first, second) : (second, first);
    }

    private bool IsReplaced(long index) => options.Quality switch
    {
        PairQuality.Low => true,
        PairQuality.Medium => index % 2 == 1,
        _ => false,
    };

    private double Noise(RandomStream stream) => options.LabelNoise == 0 ? 0 : options.LabelNoise * -Math.Log(-Math.Log(stream.NextDouble()));
}
