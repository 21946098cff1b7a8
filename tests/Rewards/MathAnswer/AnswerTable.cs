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

    /// <summary>The questions and gold answers of a file of JSON lines, each answer once, at most <paramref name="most"/> spread over the file.</summary>
    public static List<Prompt> Prompts(string path, int most = int.MaxValue)
    {
        var prompts = File.ReadLines(path).Where(line => line.Length > 0).Select((line, index) => Read(line, index)).DistinctBy(prompt => prompt.Answer).ToList();
        var step = Math.Max(1, (int)Math.Ceiling((double)prompts.Count / most));
        return [.. prompts.Where((_, i) => i % step == 0)];
    }

    /// <summary>Judges an answer to a prompt.</summary>
    public async Task JudgeAsync(Prompt prompt, AnswerVariant answer, double expected)
    {
        // Which way the answer is handed in goes round; a line that must hold the answer alone takes no line break.
        var completion = s_completions[Judged++ % s_completions.Length].Replace("ANSWER", answer.Text, StringComparison.Ordinal);
        var outcome = await _reward.ScoreAsync(prompt, RewardConformance.CompletionOf(completion), CancellationToken.None);
        if (outcome is not RewardOutcome.Scored { Value: var value } || value != expected)
        {
            _failures.Add($"gold {prompt.Answer}, {answer.Kind}: {answer.Text}");
        }
    }
    private static Prompt Read(string line, int index)
    {
        using var json = JsonDocument.Parse(line);
        var question = !json.RootElement.TryGetProperty("prompt", out var prompt) ? "What is it?"
            : prompt.ValueKind == JsonValueKind.String ? prompt.GetString()!
            : string.Join('\n', prompt.EnumerateArray().Select(message => message.GetProperty("content").GetString()));
        return new Prompt(index, question) { Answer = json.RootElement.GetProperty("answer").GetString()! };
    }
}
