using Align.Core;

namespace Align.Testing;

/// <summary>What can be wrong between an environment's answers, its reward and its grades.</summary>
internal static class AnswerBreaches
{
    private static readonly string[] s_noise = ["", " ", "?", "\uFFFD\uFFFD"];

    public static async Task<EnvironmentBreach?> Witness(EnvironmentTrial trial)
    {
        foreach (var (split, prompt) in trial.All())
        {
            if (EnvironmentTrial.Witness(prompt) is { } witness && await trial.Score(prompt, witness) is var outcome && !IsFull(trial, outcome))
            {
                return new EnvironmentBreach($"Its own solution {LiteralCode.Quoted(witness)} {Verdict(outcome)}; expected {Closeness.Text(trial.Options.FullScore)}.", split, prompt.Id);
            }
        }
        return null;
    }

    public static async Task<EnvironmentBreach?> Wrong(EnvironmentTrial trial)
    {
        foreach (var (split, prompt) in trial.All())
        {
            foreach (var text in s_noise.Concat(trial.Options.WrongAnswers?.Invoke(prompt) ?? []))
            {
                if (text != EnvironmentTrial.Witness(prompt) && IsFull(trial, await trial.Score(prompt, text)))
                {
                    return new EnvironmentBreach($"The wrong answer {LiteralCode.Quoted(text)} scores in full.", split, prompt.Id);
                }
            }
        }
        return await Strays(trial);
    }

    public static Task<EnvironmentBreach?> Difficulty(EnvironmentTrial trial)
    {
        var graded = trial.All().Where(item => item.Prompt.Difficulty is not null)
            .Select(item => (item.Split, item.Prompt, Cost: trial.Cost(item.Prompt)!.Value))
            .OrderBy(item => item.Cost)
            .ToList();
        var hardest = default((PromptSplit, Prompt Prompt, double Cost));
        foreach (var cheaper in graded.GroupBy(item => item.Cost))
        {
            foreach (var item in cheaper.Where(item => hardest.Prompt is not null && item.Prompt.Difficulty < hardest.Prompt.Difficulty))
            {
                return Task.FromResult<EnvironmentBreach?>(new(
                    $"It costs {Closeness.Text(item.Cost)} and has difficulty {Closeness.Text(item.Prompt.Difficulty!.Value)}; {LiteralCode.Quoted(hardest.Prompt!.Text)} costs {Closeness.Text(hardest.Cost)} and has difficulty {Closeness.Text(hardest.Prompt.Difficulty!.Value)}.",
                    item.Split,
                    item.Prompt.Id));
            }
            hardest = cheaper.MaxBy(item => item.Prompt.Difficulty) is var top && (hardest.Prompt is null || top.Prompt.Difficulty > hardest.Prompt.Difficulty) ? top : hardest;
        }
        return Task.FromResult<EnvironmentBreach?>(null);
    }

    // Another prompt's answer may fit by chance; a verifier that does not look at the prompt accepts them all.
    private static async Task<EnvironmentBreach?> Strays(EnvironmentTrial trial)
    {
        var (tried, accepted, last) = (0, 0, default(EnvironmentBreach));
        foreach (var split in EnvironmentTrial.Splits)
        {
            var prompts = trial.Prompts(split);
            foreach (var (prompt, other) in prompts.Zip(prompts.Skip(1).Append(prompts[0])).Where(pair => pair.First.Answer != pair.Second.Answer || pair.First.Answer is null))
            {
                if (EnvironmentTrial.Witness(other) is not { } stray || stray == EnvironmentTrial.Witness(prompt))
                {
                    continue;
                }
                tried++;
                if (IsFull(trial, await trial.Score(prompt, stray)))
                {
                    accepted++;
                    last = new EnvironmentBreach($"The answer to another prompt, {LiteralCode.Quoted(stray)}, scores in full", split, prompt.Id);
                }
            }
        }
        return last is not null && accepted > trial.Options.MostStrayAnswers * tried
            ? last with { Text = $"{last.Text}; so it goes for {accepted} of {tried} prompts." }
            : null;
    }

    private static bool IsFull(EnvironmentTrial trial, RewardOutcome outcome) =>
        outcome is RewardOutcome.Scored scored && Closeness.Close(trial.Options.FullScore, scored.Value, 1e-9);

    private static string Verdict(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => $"scores {Closeness.Text(scored.Value)}",
        RewardOutcome.Skipped skipped => $"is skipped ({skipped.Reason})",
        _ => "cannot be scored",
    };
}
