using Align.Core;

namespace Align.Rewards.MathAnswer;

/// <summary>1 where a completion's final answer is mathematically the prompt's gold answer, else 0.</summary>
/// <remarks>
/// Equality is decided exactly over the rational numbers with square roots, π, e and the imaginary unit; where other functions are
/// left, the difference must vanish at ten points. The README states what is read. A prompt without an answer is skipped; a
/// completion that was cut at the token limit is judged by what there is of it.
/// </remarks>
public sealed class MathAnswerReward : IReward, IAnswerExtractor
{
    private const int LongestGold = 5000;
    private readonly AnswerExtraction _extraction;
    private readonly AnswerComparison _comparison;
    private readonly int _maxAnswerLength;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public MathAnswerReward(MathAnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _extraction = new(options.Place, options.Unmarked, options.ReasoningEnd);
        _comparison = new(options.RelativeTolerance, new UnitSuffix(new Units(options.ExtraUnits)));
        _maxAnswerLength = options.MaxAnswerLength;
    }

    /// <inheritdoc/>
    public string Name => "math_answer";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (prompt.Answer is not { Length: <= LongestGold } gold || string.IsNullOrWhiteSpace(gold))
        {
            return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Skipped($"prompt {prompt.Id} has no answer to compare with, or one that is too long to be one"));
        }
        var isRight = FindAnswer(prompt, completion) is { } answer
            && _comparison.Matches(AnswerExtraction.OfGold(gold), answer, PercentQuestion.Asks(prompt.Text));
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(isRight ? 1 : 0));
    }

    /// <inheritdoc/>
    public string? FindAnswer(Prompt prompt, Completion completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        return _extraction.Find(completion.Text) is { } answer && answer.Length <= _maxAnswerLength ? answer : null;
    }

    /// <inheritdoc/>
    /// <remarks>By the rules that compare an answer with the gold one, the first taking its place.</remarks>
    public bool AreSame(Prompt prompt, string first, string second)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return first == second || _comparison.Matches(first, second, PercentQuestion.Asks(prompt.Text));
    }
}
