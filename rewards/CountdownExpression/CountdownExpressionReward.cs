using System.Globalization;
using System.Numerics;
using Align.Core;

namespace Align.Rewards.CountdownExpression;

/// <summary>1 where the completion is an expression of the prompt's numbers that equals its target, whichever; else 0, or a score for the form.</summary>
/// <remarks>
/// The answer is the text between the last <c>&lt;answer&gt;</c> tags, or the whole completion where there are none. The arithmetic is exact. The prompt's
/// metadata say what is asked: <c>numbers</c> (<c>44 19 35</c>), <c>target</c> and, where it differs from the option, <c>use</c>. A prompt without them is
/// skipped. Details: <c>expression</c>, 1 where the answer could be read; <c>numbers</c>, 1 where it uses the numbers as it may.
/// </remarks>
public sealed class CountdownExpressionReward : IReward
{
    private readonly CountdownExpressionOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public CountdownExpressionReward(CountdownExpressionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "countdown";

    /// <inheritdoc/>
    /// <exception cref="FormatException">A number in the prompt's metadata is none, or its <c>use</c> is unknown.</exception>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prompt.Metadata.TryGetValue("numbers", out var numbers) || !prompt.Metadata.TryGetValue("target", out var target))
        {
            return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Skipped($"prompt {prompt.Id} has no numbers and target to reach"));
        }
        var allowed = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToList();
        var use = prompt.Metadata.TryGetValue("use", out var word) ? UseOf(word) : _options.Use;
        return ValueTask.FromResult<RewardOutcome>(Judge(completion.Text, allowed, use, Number(target)));
    }

    private RewardOutcome.Scored Judge(string text, List<BigInteger> allowed, ExpressionRule use, BigInteger target)
    {
        var expression = AnswerTag.Extract(text) is { } answer ? ExpressionReader.Read(answer) : null;
        var usesNumbers = expression is not null && Uses(expression.Numbers, allowed, use);
        var isRight = usesNumbers && expression!.Value == Fraction.Of(target);
        var score = isRight ? 1 : expression is not null ? _options.FormatScore : 0;
        return new RewardOutcome.Scored(score, new Dictionary<string, double>
        {
            ["expression"] = expression is not null ? 1 : 0,
            ["numbers"] = usesNumbers ? 1 : 0,
        });
    }

    private static bool Uses(IEnumerable<BigInteger> used, List<BigInteger> allowed, ExpressionRule use)
    {
        var left = new List<BigInteger>(allowed);
        return used.All(left.Remove) && (use == ExpressionRule.AtMostOnce || left.Count == 0);
    }

    private static ExpressionRule UseOf(string word) => word switch
    {
        "exactly_once" => ExpressionRule.ExactlyOnce,
        "at_most_once" => ExpressionRule.AtMostOnce,
        _ => throw new FormatException($"The prompt's use is '{word}'; it is exactly_once or at_most_once."),
    };

    private static BigInteger Number(string text) => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{text}' in the prompt's numbers or target is no whole number.");
}
