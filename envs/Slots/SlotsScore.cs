using System.Globalization;
using Align.Core;

namespace Align.Envs.Slots;

/// <summary>What the letters are worth in a slot: evenly spaced from −1 to 1, in an order that the seed decides. A text's score is the mean over its slots.</summary>
internal sealed class SlotsScore
{
    private readonly double[] _values;

    public SlotsScore(string letters, long seed)
    {
        _values = [.. Enumerable.Range(0, letters.Length).Select(rank => (2.0 * rank / (letters.Length - 1)) - 1)];
        RandomStream.Create(seed, RandomPurpose.Environment, SlotsStreams.Values).Shuffle(_values.AsSpan());
    }

    /// <summary>The score of a text that has a slot.</summary>
    public double Of(string text) => SlotsText.SlotsOf(text).Average(at => _values[text[at] - 'a']);

    /// <summary>The values as the <c>slot_value</c> reward reads them: <c>a=-1 b=0.5</c>.</summary>
    public override string ToString() => string.Join(' ', _values.Select((value, letter) =>
        string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + letter)}={value:R}")));
}
