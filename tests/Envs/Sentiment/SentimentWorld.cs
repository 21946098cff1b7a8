using System.Globalization;
using Align.Core;
using Align.Envs.Sentiment;

namespace Align.Tests.Envs.Sentiment;

/// <summary>Measures worlds from outside, by the facts that prompts carry.</summary>
internal static class SentimentWorld
{
    public static IEnumerable<PreferencePair> Pairs(SentimentOptions options, PromptSplit split = PromptSplit.Train)
    {
        var environment = new SentimentEnvironment(options);
        return Enumerable.Range(0, (int)environment.Count(split)!.Value).Select(index => environment.CreatePair(split, index));
    }

    public static IEnumerable<Prompt> Prompts(SentimentOptions options, PromptSplit split = PromptSplit.Train)
    {
        var environment = new SentimentEnvironment(options);
        return Enumerable.Range(0, (int)environment.Count(split)!.Value).Select(index => environment.CreatePrompt(split, index));
    }

    public static Dictionary<char, double> ValuesOf(SentimentOptions options) => new SentimentEnvironment(options)
        .CreatePrompt(PromptSplit.Train, 0).Metadata["lexicon"].Split(' ')
        .ToDictionary(entry => entry[0], entry => double.Parse(entry[2..], CultureInfo.InvariantCulture));

    /// <summary>The sum before it is squashed.</summary>
    public static double Sum(Dictionary<char, double> values, string text) => text
        .Select((symbol, at) => values.GetValueOrDefault(symbol) * (at > 0 && text[at - 1] == '~' ? -1 : 1))
        .Sum();

    public static double Score(Dictionary<char, double> values, string text) => 3 * Math.Tanh(Sum(values, text));

    public static double Correlation(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        var (meanLeft, meanRight) = (left.Average(), right.Average());
        var covariance = left.Zip(right, (one, other) => (one - meanLeft) * (other - meanRight)).Sum();
        return covariance / Math.Sqrt(left.Sum(one => Math.Pow(one - meanLeft, 2)) * right.Sum(other => Math.Pow(other - meanRight, 2)));
    }
}
