using Align.Core;

namespace Align.Envs.Slots;

/// <summary>A Markov chain over letters, into which marks are strewn. The letter after a mark, the slot, follows from the letter before the mark.</summary>
internal sealed class SlotsText
{
    public const char Mark = '*';

    private const double LogitDeviation = 1;
    private readonly double[][] _cumulative;
    private readonly double _markRate;

    public SlotsText(SlotsOptions options)
    {
        _markRate = options.MarkRate;
        Letters = string.Concat(Enumerable.Range(0, options.Letters).Select(letter => (char)('a' + letter)));
        var stream = RandomStream.Create(options.Seed, RandomPurpose.Environment, SlotsStreams.Chain);
        _cumulative = [.. Letters.Select(_ => Cumulative(Letters.Length, stream))];
    }

    public string Letters { get; }

    /// <summary>Letters without marks.</summary>
    public string Plain(RandomStream stream, int length)
    {
        var text = new char[length];
        var letter = (int)stream.NextInt64(Letters.Length);
        for (var at = 0; at < length; at++)
        {
            text[at] = Letters[letter];
            letter = Next(letter, stream);
        }
        return new string(text);
    }

    /// <summary>A text that follows the letter <paramref name="before"/>, with at least one mark; no mark follows another or ends the text.</summary>
    public string Continue(char before, RandomStream stream, int length)
    {
        while (true)
        {
            var text = Draw(before, stream, length);
            if (text.Contains(Mark, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    /// <summary>The places of the slots, from 0.</summary>
    public static IEnumerable<int> SlotsOf(string text) => Enumerable.Range(1, text.Length - 1).Where(at => text[at - 1] == Mark);

    private string Draw(char before, RandomStream stream, int length)
    {
        var text = new char[length];
        var letter = Letters.IndexOf(before, StringComparison.Ordinal);
        for (var at = 0; at < length; at++)
        {
            if (at < length - 1 && (at == 0 || text[at - 1] != Mark) && stream.NextDouble() < _markRate)
            {
                text[at] = Mark;
                continue;
            }
            letter = Next(letter, stream);
            text[at] = Letters[letter];
        }
        return new string(text);
    }

    private int Next(int letter, RandomStream stream)
    {
        var row = _cumulative[letter];
        var drawn = stream.NextDouble() * row[^1];
        var next = Array.FindIndex(row, sum => drawn < sum);
        return next < 0 ? row.Length - 1 : next;
    }

    private static double[] Cumulative(int letters, RandomStream stream)
    {
        var sum = 0.0;
        return [.. Enumerable.Range(0, letters).Select(_ => sum += Math.Exp(LogitDeviation * stream.NextGaussian()))];
    }
}
