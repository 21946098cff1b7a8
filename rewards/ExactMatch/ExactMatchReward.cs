using Align.Core;

namespace Align.Rewards.ExactMatch;

/// <summary>1 where the completion's whole text is the prompt's gold answer, else 0.</summary>
/// <remarks>
/// A prompt without an answer is skipped. A completion that was cut at the token limit is judged by its text like any
/// other: it matches only where what there is equals the answer.
/// </remarks>
public sealed class ExactMatchReward : IReward, IAnswerExtractor
{
    private readonly bool _trim;
    private readonly StringComparison _comparison;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public ExactMatchReward(ExactMatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _trim = options.Trim;
        _comparison = options.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    /// <inheritdoc/>
    public string Name => "exact_match";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<RewardOutcome>(prompt.Answer is { } answer
            ? new RewardOutcome.Scored(Matches(completion.Text, answer) ? 1.0 : 0.0)
            : new RewardOutcome.Skipped($"prompt {prompt.Id} has no answer to compare with"));
    }

    /// <inheritdoc/>
    /// <remarks>The whole text; none where it is empty.</remarks>
    public string? FindAnswer(Prompt prompt, Completion completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        var text = _trim ? completion.Text.Trim() : completion.Text;
        return text.Length > 0 ? text : null;
    }

    /// <inheritdoc/>
    public bool AreSame(Prompt prompt, string first, string second) => Matches(first, second);

    private bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> answer) =>
        _trim ? text.Trim().Equals(answer.Trim(), _comparison) : text.Equals(answer, _comparison);
}
