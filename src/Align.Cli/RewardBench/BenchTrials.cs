using Align.Core;
using Align.Testing;

namespace Align.Cli.RewardBench;

/// <summary>What is made of a case's answer, beside what the case itself names.</summary>
internal enum MadeAnswers
{
    /// <summary>Nothing.</summary>
    Given,

    /// <summary>White space around it must not matter; a character more or less must.</summary>
    Text,

    /// <summary>The same and, as mathematics, other notations and near-misses.</summary>
    Math,
}

/// <summary>Makes the trials of cases.</summary>
/// <param name="template">How an answer becomes a completion: its ANSWER is replaced.</param>
/// <param name="made">What is made of answers.</param>
/// <param name="fuzz">Random texts a case.</param>
/// <param name="seed">Seed of the random texts.</param>
internal sealed class BenchTrials(string template, MadeAnswers made, int fuzz, long seed)
{
    /// <summary>What stands for the answer in a template.</summary>
    public const string Placeholder = "ANSWER";

    /// <summary>The trials of a case, without repetitions: what the case itself says of a text goes before what is made of its answer.</summary>
    public IEnumerable<BenchTrial> Of(BenchCase one)
    {
        var gold = one.Prompt.Answer;
        return Gold(one)
            .Concat(one.Wrong.Select(text => new BenchTrial(TrialKind.NearMiss, "called wrong", one.Prompt, text)))
            .Concat(gold is null ? [] : Variants(gold).Select(variant => Trial(one, TrialKind.Variant, variant)))
            .Concat(gold is null ? [] : NearMisses(one.Prompt, gold).Select(miss => Trial(one, TrialKind.NearMiss, miss)))
            .Concat(FuzzTexts.Of(one, fuzz, seed).Select(text => new BenchTrial(TrialKind.Fuzz, "random text", one.Prompt, text)))
            .DistinctBy(trial => trial.Text);
    }

    private IEnumerable<BenchTrial> Gold(BenchCase one)
    {
        if (one.Prompt.Solution is { } solution)
        {
            yield return new(TrialKind.Gold, "solution", one.Prompt, solution);
        }
        else if (one.Prompt.Answer is { } answer && one.Right.IsEmpty)
        {
            yield return Trial(one, TrialKind.Gold, new("gold answer", answer));
        }
        foreach (var right in one.Right)
        {
            yield return new(TrialKind.Gold, "called right", one.Prompt, right);
        }
    }

    private IEnumerable<AnswerVariant> Variants(string gold) => made switch
    {
        MadeAnswers.Given => [],
        MadeAnswers.Math => AnswerVariants.Of(gold).Concat(Spaced(gold)),
        _ => Spaced(gold),
    };

    private IEnumerable<AnswerVariant> NearMisses(Prompt prompt, string gold) => made switch
    {
        MadeAnswers.Given => [],
        MadeAnswers.Math => AnswerNearMisses.Of(gold, prompt.Text),
        _ => Edited(gold),
    };

    private static IEnumerable<AnswerVariant> Spaced(string gold) => [new("space before", $" {gold}"), new("space behind", $"{gold} "), new("line break", $"{gold}\n")];

    private static IEnumerable<AnswerVariant> Edited(string gold)
    {
        var text = gold.Trim();
        yield return new("nothing", "");
        if (text.Length > 0)
        {
            yield return new("a character too few", text[..^1]);
            yield return new("the first character missing", text[1..]);
            yield return new("a character too many", $"{text}1");
            yield return new("twice", text + text);
        }
    }

    private BenchTrial Trial(BenchCase one, TrialKind kind, AnswerVariant answer) =>
        new(kind, answer.Kind, one.Prompt, template.Replace(Placeholder, answer.Text, StringComparison.Ordinal));
}
