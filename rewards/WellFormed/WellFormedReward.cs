using System.Globalization;
using Align.Core;

namespace Align.Rewards.WellFormed;

/// <summary>1 where the completion has the form of a text of its world, whatever it says; otherwise <see cref="WellFormedOptions.Otherwise"/>.</summary>
/// <remarks>
/// The policy has ended the text by itself, it consists of the world's words and negations, its length is one that texts of the
/// world have, and every negation stands directly before a word. The prompt's metadata say what that is: <c>words</c>, <c>negation</c>
/// (optional), <c>min_length</c> and <c>max_length</c>. A prompt without them is skipped.
/// </remarks>
public sealed class WellFormedReward : IReward
{
    private readonly double _otherwise;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public WellFormedReward(WellFormedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _otherwise = options.Otherwise;
    }

    /// <inheritdoc/>
    public string Name => "well_formed";

    /// <inheritdoc/>
    /// <exception cref="FormatException">A length in the prompt's metadata is no whole number.</exception>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prompt.Metadata.TryGetValue("words", out var words)
            || !prompt.Metadata.TryGetValue("min_length", out var least)
            || !prompt.Metadata.TryGetValue("max_length", out var most))
        {
            return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Skipped($"prompt {prompt.Id} does not say what a well-formed text is"));
        }
        var (shortest, longest) = (int.Parse(least, CultureInfo.InvariantCulture), int.Parse(most, CultureInfo.InvariantCulture));
        var holds = completion.FinishReason == FinishReason.Stop
            && completion.Text.Length >= shortest
            && completion.Text.Length <= longest
            && HasForm(completion.Text, words, prompt.Metadata.GetValueOrDefault("negation", ""));
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(holds ? 1 : _otherwise));
    }

    private static bool HasForm(string text, string words, string negation)
    {
        var negated = false;
        foreach (var symbol in text)
        {
            var negates = negation.Contains(symbol, StringComparison.Ordinal);
            if (negates ? negated : !words.Contains(symbol, StringComparison.Ordinal))
            {
                return false;
            }
            negated = negates;
        }
        return !negated;
    }
}
