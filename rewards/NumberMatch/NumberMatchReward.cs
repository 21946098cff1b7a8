using System.Collections.Immutable;
using Align.Core;

namespace Align.Rewards.NumberMatch;

/// <summary>Compares a number with the gold one digit by digit: the metrics of Number Cookbook (arXiv:2411.03766).</summary>
/// <remarks>
/// exact is 1 where all digits are equal; digit_match is the share of the gold number's digits that stand in their place, whole parts aligned at the right and
/// decimals at the left; dlength is the sum over the parts of the difference in length. An answer that is no number of the gold one's form (integer, decimal,
/// fraction, scientific) has digit_match 0, and dlength is the number of the gold digits. A prompt whose answer is no such number is skipped. Details: exact, digit_match, dlength.
/// </remarks>
public sealed class NumberMatchReward : IReward
{
    private static readonly WrittenNumber s_none = new("none", ImmutableArray<string>.Empty);
    private readonly NumberMatchOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public NumberMatchReward(NumberMatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "number_match";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<RewardOutcome>(prompt.Answer is { } answer && WrittenNumber.Read(answer) is { } gold
            ? Judge(completion.Text, gold)
            : new RewardOutcome.Skipped($"the answer of prompt {prompt.Id} is no number"));
    }

    private RewardOutcome.Scored Judge(string text, WrittenNumber gold)
    {
        var given = AnswerTag.Extract(text) is { } answer && WrittenNumber.Read(answer) is { } number ? number : s_none;
        var digitMatch = (double)given.RightDigits(gold) / gold.Digits;
        var dlength = given.LengthDifference(gold);
        var exact = digitMatch == 1 && dlength == 0 ? 1.0 : 0.0;
        var score = _options.Score switch
        {
            NumberMatchScore.Exact => exact,
            NumberMatchScore.DigitMatch => digitMatch,
            _ => Math.Max(0, digitMatch - (_options.LengthPenalty * dlength)),
        };
        return new RewardOutcome.Scored(score, new Dictionary<string, double> { ["exact"] = exact, ["digit_match"] = digitMatch, ["dlength"] = dlength });
    }
}
