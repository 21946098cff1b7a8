using System.Globalization;

namespace Align.Envs.Sentiment;

/// <summary>What each word is worth to one taste. A negation turns the sign of the symbol after it.</summary>
internal sealed class SentimentLexicon
{
    private const double Bound = 3;
    private readonly double[] _values;

    /// <summary>The taste with one value a word, in the order of the words.</summary>
    public SentimentLexicon(IEnumerable<double> values) => _values = [.. values];

    /// <summary>The score of a text, in (−3, 3): 3·tanh of the sum of its words' values.</summary>
    public double Score(string text)
    {
        var (sum, before) = (0.0, '\0');
        foreach (var symbol in text)
        {
            sum += ValueOf(before, symbol);
            before = symbol;
        }
        return Bound * Math.Tanh(sum);
    }

    /// <summary>What <paramref name="symbol"/> adds where it follows <paramref name="before"/>; 0 for what is no word.</summary>
    public double ValueOf(char before, char symbol)
    {
        var word = SentimentSymbols.Words.IndexOf(symbol, StringComparison.Ordinal);
        if (word < 0)
        {
            return 0;
        }
        return before == SentimentSymbols.Negation ? -_values[word] : _values[word];
    }

    /// <summary>The lexicon as a reward reads it: <c>a=0.31 b=-0.27</c>, words that are worth something only.</summary>
    public override string ToString() => string.Join(' ', _values
        .Select((value, word) => (value, word))
        .Where(entry => entry.value != 0)
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{SentimentSymbols.Words[entry.word]}={entry.value}")));
}
