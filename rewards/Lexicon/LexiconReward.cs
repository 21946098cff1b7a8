using Align.Core;

namespace Align.Rewards.Lexicon;

/// <summary>The true score of a text in a world whose words have known values: 3·tanh of their sum.</summary>
/// <remarks>
/// A word is a character. The prompt's metadata say what each is worth (<c>lexicon</c>: <c>a=0.31 b=-0.27</c>; all others 0) and
/// which character turns the sign of the one after it (<c>negation</c>, optional). A prompt without a lexicon is skipped.
/// </remarks>
public sealed class LexiconReward : IReward
{
    private const double Bound = 3;
    private readonly bool _squash;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public LexiconReward(LexiconOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _squash = options.Squash;
    }

    /// <inheritdoc/>
    public string Name => "lexicon";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The prompt's lexicon cannot be read.</exception>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prompt.Metadata.TryGetValue("lexicon", out var lexicon))
        {
            return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Skipped($"prompt {prompt.Id} has no lexicon to score by"));
        }
        var sum = Sum(completion.Text, CharacterValues.Read("lexicon", lexicon), prompt.Metadata.GetValueOrDefault("negation", ""));
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(_squash ? Bound * Math.Tanh(sum) : sum));
    }

    private static double Sum(string text, CharacterValues values, string negation)
    {
        var (sum, negated) = (0.0, false);
        foreach (var symbol in text)
        {
            var value = values.Of(symbol);
            sum += negated ? -value : value;
            negated = negation.Contains(symbol, StringComparison.Ordinal);
        }
        return sum;
    }
}
