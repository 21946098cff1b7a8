using System.Text.Json;
using Align.Core;
using Align.Rewards.MathAnswer;
using Align.Testing;

namespace Align.Tests.Rewards.MathAnswer;

/// <summary>Gold answers, what is made of them, and how the reward judges it.</summary>
internal sealed class AnswerTable
{
    private static readonly string[] s_completions =
    [
        @"First this, then that. So the answer is $\boxed{ANSWER}$.",
        "Step by step: 3 and 4 make 7.\n\nAnswer: ANSWER",
        "A line of reasoning with 12 numbers.\n#### ANSWER",
        @"<think>Is it \boxed{1}? No.</think>It is \boxed{ANSWER}",
        "ANSWER",
    ];

    private readonly MathAnswerReward _reward = new(new());
    private readonly List<string> _failures = [];

    public int Judged { get; private set; }

    public IReadOnlyList<string> Failures => _failures;

    public double ErrorRate => (double)_failures.Count / Judged;

    /// <summary>The gold answers of a file of JSON lines, each once, at most <paramref name="most"/> spread over the file.</summary>
    public static List<string> Golds(string path, int most = int.MaxValue)
    {
        var golds = File.ReadLines(path).Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("answer").GetString()!).Distinct().ToList();
        var step = Math.Max(1, (int)Math.Ceiling((double)golds.Count / most));
        return [.. golds.Where((_, i) => i % step == 0)];
    }

    public async Task JudgeAsync(string gold, AnswerVariant answer, double expected)
    {
        // Which way the answer is handed in goes round; a line that must hold the answer alone takes no line break.
        var completion = s_completions[Judged++ % s_completions.Length].Replace("ANSWER", answer.Text, StringComparison.Ordinal);
        var outcome = await _reward.ScoreAsync(new Prompt(0, "What is it?") { Answer = gold }, RewardConformance.CompletionOf(completion), CancellationToken.None);
        if (outcome is not RewardOutcome.Scored { Value: var value } || value != expected)
        {
            _failures.Add($"gold {gold}, {answer.Kind}: {answer.Text}");
        }
    }
}
