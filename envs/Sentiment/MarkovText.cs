using Align.Core;

namespace Align.Envs.Sentiment;

/// <summary>A first-order Markov chain over the symbols of texts; no text of it ends in a negation, and none follows another.</summary>
internal sealed class MarkovText
{
    private const double LogitDeviation = 1.2;
    private const double NegationLogit = 0.5;

    // Row: the symbol before; column: the symbol to come. Unnormalized probabilities, summed up from the left.
    private readonly double[][] _cumulative;
    private readonly double[][] _logits;

    private MarkovText(double[][] logits)
    {
        _logits = logits;
        _cumulative = [.. logits.Select(Cumulate)];
    }

    /// <summary>The chain of a world: independent normal logits.</summary>
    public static MarkovText Create(long seed)
    {
        var stream = RandomStream.Create(seed, RandomPurpose.Environment, SentimentStreams.Chain);
        var size = SentimentSymbols.Text.Length;
        var logits = Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, size).Select(_ => LogitDeviation * stream.NextGaussian()).ToArray()).ToArray();
        foreach (var row in logits)
        {
            row[SentimentSymbols.NegationIndex] = NegationLogit;
        }
        logits[SentimentSymbols.NegationIndex][SentimentSymbols.NegationIndex] = double.NegativeInfinity;
        return new MarkovText(logits);
    }

    /// <summary>The same chain, leaning by <paramref name="strength"/> towards words that lower the score of <paramref name="lexicon"/>.</summary>
    public MarkovText LeanAgainst(SentimentLexicon lexicon, double strength)
    {
        var text = SentimentSymbols.Text;
        return new MarkovText([.. _logits.Select((row, before) => row.Select((logit, next) => logit - (strength * lexicon.ValueOf(text[before], text[next]))).ToArray())]);
    }

    /// <summary>A text of its own.</summary>
    public string Draw(RandomStream stream, int length) => Continue(SentimentSymbols.Text[(int)stream.NextInt64(SentimentSymbols.Words.Length)], stream, length);

    /// <summary>A text that follows the symbol <paramref name="before"/>.</summary>
    public string Continue(char before, RandomStream stream, int length) => string.Create(length, (Chain: this, before, stream), static (text, source) =>
    {
        var state = SentimentSymbols.Text.IndexOf(source.before);
        for (var position = 0; position < text.Length; position++)
        {
            state = source.Chain.Next(state, source.stream, mayNegate: position < text.Length - 1);
            text[position] = SentimentSymbols.Text[state];
        }
    });

    private int Next(int state, RandomStream stream, bool mayNegate)
    {
        // The negation is the last column: leaving it out is stopping the sum before it.
        var row = _cumulative[state];
        var last = mayNegate ? row.Length - 1 : row.Length - 2;
        var drawn = stream.NextDouble() * row[last];
        var next = 0;
        while (next < last && row[next] <= drawn)
        {
            next++;
        }
        return next;
    }

    private static double[] Cumulate(double[] logits)
    {
        var sum = 0.0;
        return [.. logits.Select(logit => sum += Math.Exp(logit))];
    }
}
