using System.Collections.Immutable;
using Align.Core;

namespace Align.Rewards.InstructionConstraints;

/// <summary>How many of its prompt's constraints a text keeps: MulDimIF's families (github.com/Junjie-Ye/MulDimIF), from typed constraints instead of English sentences.</summary>
/// <remarks>
/// What stands before the last <c>&lt;/think&gt;</c> is not judged. A text without a word keeps no constraint. The prompt's metadata have <c>constraints</c>, a JSON array; a prompt
/// without them, or with none of them, is skipped. Details: fraction, strict (1 where all are kept), count, and for each type that is asked <c>kept/TYPE</c>, the share of its constraints that are kept.
/// </remarks>
public sealed class InstructionConstraintsReward : IReward
{
    private const string ThoughtEnd = "</think>";
    private const int LongText = 20;
    private const int MostCharacters = 100_000;
    private readonly InstructionConstraintsOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public InstructionConstraintsReward(InstructionConstraintsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "instructions";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The prompt's constraints cannot be read.</exception>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        var constraints = prompt.Metadata.TryGetValue("constraints", out var json) ? Constraint.Read(json) : [];
        return ValueTask.FromResult<RewardOutcome>(constraints.IsEmpty
            ? new RewardOutcome.Skipped($"prompt {prompt.Id} has no constraints")
            : Judge(constraints, completion.Text));
    }

    private RewardOutcome.Scored Judge(ImmutableArray<Constraint> constraints, string completion)
    {
        var thought = completion.LastIndexOf(ThoughtEnd, StringComparison.Ordinal);
        var answer = thought < 0 ? completion : completion[(thought + ThoughtEnd.Length)..];
        var text = new TextMeasures(answer.Length > MostCharacters ? "" : answer);
        var repeats = text.Words.Length >= LongText && text.DistinctWords < _options.MinDistinctWords;
        var verdicts = constraints.Select(constraint => (constraint.Type, Kept: !text.Words.IsEmpty && !(repeats && constraint.IsLength) && ConstraintCheck.Holds(constraint, text))).ToList();
        var count = verdicts.Count(verdict => verdict.Kept);
        var (fraction, strict) = ((double)count / constraints.Length, count == constraints.Length ? 1.0 : 0.0);
        var details = verdicts.GroupBy(verdict => verdict.Type).ToDictionary(type => $"kept/{type.Key}", type => type.Average(verdict => verdict.Kept ? 1.0 : 0.0));
        (details["fraction"], details["strict"], details["count"]) = (fraction, strict, count);
        return new RewardOutcome.Scored(
            _options.Score switch { InstructionScore.Fraction => fraction, InstructionScore.Strict => strict, _ => count },
            details);
    }
}
