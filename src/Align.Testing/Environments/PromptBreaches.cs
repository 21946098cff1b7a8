using Align.Core;

namespace Align.Testing;

/// <summary>What can be wrong with an environment's prompts.</summary>
internal static class PromptBreaches
{
    public static Task<EnvironmentBreach?> Prompts(EnvironmentTrial trial)
    {
        if (!IsSnakeCase(trial.Environment.Name))
        {
            return Found($"Its name is '{trial.Environment.Name}'.", PromptSplit.Train, 0);
        }
        foreach (var split in EnvironmentTrial.Splits)
        {
            if (trial.Indices(split).IsEmpty)
            {
                return Found($"The {split} split has no prompt.", split, 0);
            }
            foreach (var index in trial.Indices(split))
            {
                if (Fault(trial, split, index) is { } fault)
                {
                    return Found(fault, split, index);
                }
            }
        }
        return None();
    }

    public static Task<EnvironmentBreach?> Seeded(EnvironmentTrial trial)
    {
        var other = trial.Create();
        foreach (var split in EnvironmentTrial.Splits)
        {
            foreach (var (index, prompt) in trial.Indices(split).Zip(trial.Prompts(split)).Reverse())
            {
                if (Difference(prompt, other.CreatePrompt(split, index)) is { } difference)
                {
                    return Found(difference, split, index);
                }
            }
        }
        return None();
    }

    public static Task<EnvironmentBreach?> SplitsDisjoint(EnvironmentTrial trial)
    {
        var train = trial.Prompts(PromptSplit.Train).Select(prompt => prompt.Text).ToHashSet(StringComparer.Ordinal);
        var shared = trial.Prompts(PromptSplit.Test).FirstOrDefault(prompt => train.Contains(prompt.Text));
        return shared is null ? None() : Found($"A prompt of the test split is one of the training split too: {Shown(shared.Text)}.", PromptSplit.Test, shared.Id);
    }

    public static Task<EnvironmentBreach?> Bounds(EnvironmentTrial trial)
    {
        foreach (var split in EnvironmentTrial.Splits)
        {
            var last = (trial.Environment.Count(split) ?? long.MaxValue) - 1;
            if (trial.Environment.CreatePrompt(split, last).Id != last)
            {
                return Found($"The id of the last prompt is not {last}.", split, last);
            }
            long[] outside = trial.Environment.Count(split) is { } count ? [-1, count, long.MaxValue] : [-1];
            foreach (var index in outside.Where(index => !IsRefused(trial.Environment, split, index)))
            {
                return Found($"Index {index} lies outside the split and is not refused with ArgumentOutOfRangeException.", split, index);
            }
        }
        return None();
    }

    public static Task<EnvironmentBreach?> Alphabet(EnvironmentTrial trial)
    {
        var runes = trial.Environment.Alphabet.EnumerateRunes().ToList();
        var alphabet = runes.ToHashSet();
        if (alphabet.Count != runes.Count)
        {
            return Found("A character stands in the alphabet twice.", PromptSplit.Train, 0);
        }
        foreach (var (split, prompt) in trial.All())
        {
            var foreign = (prompt.Text + prompt.Answer + prompt.Solution).EnumerateRunes().FirstOrDefault(symbol => !alphabet.Contains(symbol));
            if (foreign != default)
            {
                return Found($"'{foreign}' (U+{foreign.Value:X4}) is not in the alphabet.", split, prompt.Id);
            }
        }
        return None();
    }

    private static string? Fault(EnvironmentTrial trial, PromptSplit split, long index)
    {
        var prompt = trial.Environment.CreatePrompt(split, index);
        return prompt.Id != index ? $"The id is {prompt.Id}; expected the index, {index}."
            : string.IsNullOrEmpty(prompt.Text) ? "It has no text."
            : prompt.Difficulty is { } difficulty && !(difficulty >= 0 && difficulty <= 1) ? $"Its difficulty is {Closeness.Text(difficulty)}."
            : null;
    }

    private static string? Difference(Prompt one, Prompt other)
    {
        (string Fact, object? One, object? Other)[] facts =
        [
            ("text", one.Text, other.Text), ("id", one.Id, other.Id), ("answer", one.Answer, other.Answer), ("solution", one.Solution, other.Solution),
            ("difficulty", one.Difficulty, other.Difficulty), ("metadata", Facts(one), Facts(other)),
        ];
        var differing = facts.FirstOrDefault(fact => !Equals(fact.One, fact.Other));
        return differing.Fact is null ? null : $"Its {differing.Fact} is {Shown(differing.Other)} from another instance, and was {Shown(differing.One)}.";
    }

    private static string Facts(Prompt prompt) =>
        string.Join('\n', prompt.Metadata.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}={fact.Value}"));

    private static bool IsRefused(IEnvironment environment, PromptSplit split, long index)
    {
        try
        {
            environment.CreatePrompt(split, index);
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    private static bool IsSnakeCase(string name) =>
        name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.All(symbol => char.IsAsciiLetterLower(symbol) || char.IsAsciiDigit(symbol) || symbol == '_');

    private static string Shown(object? value) => LiteralCode.Quoted(value?.ToString() ?? "null");

    private static Task<EnvironmentBreach?> Found(string text, PromptSplit split, long index) => Task.FromResult<EnvironmentBreach?>(new(text, split, index));

    private static Task<EnvironmentBreach?> None() => Task.FromResult<EnvironmentBreach?>(null);
}
