using System.Text.Json;

namespace Align.Tests.Cli;

/// <summary>The bench for verifiers, against rewards whose faults are known.</summary>
public sealed class RewardCommandTests : IDisposable
{
    private const string Sums = """
        {"prompt": "2+2=", "answer": "4"}
        {"id": "b", "prompt": [{"role": "user", "content": "17+25="}], "answer": 42, "wrong": ["forty-two"]}
        """;

    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_strict_reward_passes()
    {
        Assert.Equal(0, await Test("exact_match", Sums));

        Assert.Contains("false rejects", _line.Output, StringComparison.Ordinal);
        Assert.Contains("milliseconds a call", _line.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_math_reward_passes_the_mathematical_bench() => Assert.Equal(0, await Test("math_answer", """
        {"prompt": "?", "answer": "\\frac{1}{2}"}
        {"prompt": "?", "answer": "1,234"}
        {"prompt": "?", "answer": "(-\\infty,2)\\cup(3,\\infty)"}
        {"prompt": "?", "answer": "x^2+3x"}
        """, "--answers", "math", "--template", @"So it is \boxed{ANSWER}."));

    // Two answers, four variants each by white space alone: the gold text itself and three more; without trimming each of the three is refused.
    [Fact]
    public async Task False_rejects_are_counted_and_listed()
    {
        Assert.Equal(1, await Test("exact_match", Sums, "--set", "trim=false", "--json"));

        var report = JsonDocument.Parse(_line.Output).RootElement;
        Assert.Equal((8, 6), (report.GetProperty("false_rejects").GetProperty("trials").GetInt32(), report.GetProperty("false_rejects").GetProperty("failed").GetInt32()));
        Assert.Equal(0.75, report.GetProperty("false_rejects").GetProperty("rate").GetDouble());
        Assert.Equal(0, report.GetProperty("false_accepts").GetProperty("failed").GetInt32());
        // Wilson at 6 of 8: (0.75 + 1.9208/8 ± 1.96·sqrt(0.75·0.25/8 + 0.9604/64)) / (1 + 3.8416/8).
        Assert.Equal(0.409278, report.GetProperty("false_rejects").GetProperty("low").GetDouble(), 1e-5);
        Assert.Equal(6, report.GetProperty("failures").GetArrayLength());
    }

    [Fact]
    public async Task False_accepts_are_counted_and_listed()
    {
        var code = await Test("exact_match", """{"prompt": "Yes?", "right": ["yes"], "wrong": ["YES"], "answer": "yes"}""", "--set", "ignore_case=true", "--answers", "given");

        Assert.Equal(1, code);
        Assert.Contains("false accept (called wrong)", _line.Output, StringComparison.Ordinal);
    }

    // "yes " would be made of the answer as one more way to write it; the case says otherwise.
    [Fact]
    public async Task What_a_case_says_goes_before_what_is_made_of_its_answer()
    {
        Assert.Equal(1, await Test("exact_match", """{"prompt": "Yes?", "answer": "yes", "wrong": ["yes "]}"""));

        Assert.Contains("false accept (called wrong)", _line.Output, StringComparison.Ordinal);
    }

    // 25 % is right where the question asks for percent: it is tried as a wrong answer only where the word is missing.
    [Theory]
    [InlineData("How many are red?", 0)]
    [InlineData("What percent of them are red?", 0)]
    public async Task The_question_decides_what_a_percent_sign_is_worth(string question, int code) => Assert.Equal(code, await Test(
        "math_answer", $$"""{"prompt": "{{question}}", "answer": "25"}""", "--answers", "math", "--template", @"So it is \boxed{ANSWER}."));

    // A penalty accepts nothing: its best score is 0.
    [Fact]
    public async Task What_counts_as_accepted_is_an_option()
    {
        const string Cases = """{"prompt": "?", "right": ["a b c d"], "wrong": ["a b a b a b a b"]}""";

        Assert.Equal(1, await Test("repetition", Cases, "--fuzz", "0"));
        Assert.Equal(0, await Test("repetition", Cases, "--fuzz", "0", "--pass", "0", "--fail", "-0.1"));
    }

    [Fact]
    public async Task A_prompt_that_the_reward_skips_is_a_failure()
    {
        Assert.Equal(1, await Test("json_schema", """{"prompt": "?", "right": ["[]"]}"""));

        Assert.Contains("not judged", _line.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_seed_decides_the_random_texts()
    {
        // A word is part of a text: every random text that holds "so" is listed.
        async Task<string> Listed(string seed)
        {
            using var line = new CommandLineFixture();
            await line.RunAsync("reward", "test", "format", "--cases", line.Write("c.jsonl", """{"prompt": "?", "right": ["nothing"]}"""), "--fuzz", "40", "--seed", seed, "--set", "tags=[]", "--set", "pattern=(.*)so(.*)", "--json");
            return JsonDocument.Parse(line.Output).RootElement.GetProperty("failures").GetRawText();
        }

        var first = await Listed("3");

        Assert.Contains("false accept", first, StringComparison.Ordinal);
        Assert.Equal(first, await Listed("3"));
        Assert.NotEqual(first, await Listed("4"));
    }

    // 1 for the right sum and a tenth for a wrong number: the tenth is a false accept unless it is allowed.
    [Fact]
    public async Task A_reward_of_ones_own_is_tested_by_its_file()
    {
        var file = _line.Write("tenth.cs", """
            public sealed class Tenth : IReward
            {
                public string Name => "tenth";

                public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
                    new(new RewardOutcome.Scored(completion.Text.Trim() == prompt.Answer ? 1 : long.TryParse(completion.Text, out _) ? 0.1 : 0));
            }
            """);

        Assert.Equal(1, await Test(file, Sums, "--set", "isolation=none"));
        Assert.Contains("false accept", _line.Output, StringComparison.Ordinal);
        Assert.Equal(0, await Test(file, Sums, "--set", "isolation=none", "--fail", "0.1"));
    }

    [Fact]
    public async Task A_file_that_does_not_compile_is_refused() =>
        Assert.Equal(2, await Test(_line.Write("broken.cs", "public sealed class Broken {"), Sums));

    [Theory]
    [InlineData("name: code_tests", 2)]
    [InlineData("name: code_tests, isolation: process", 0)]
    [InlineData("name: code_tests, isolation: process, max_seconds: 30", 2)]
    [InlineData("name: code_tests, isolation: process, limits: { memory_mb: 256 }", 2)]
    [InlineData("name: exact_match }, { name: length, gate: exact_match", 0)]
    [InlineData("name: exact_match }, { name: length, gate: lexicon", 2)]
    [InlineData("name: reward_model", 2)]
    [InlineData("name: reward_model, path: nowhere", 2)]
    public async Task A_plan_knows_what_rewards_need(string reward, int code) => Assert.Equal(code, await _line.RunAsync("plan", _line.Write("a.yaml", $$"""
        name: sums
        environment: { name: arithmetic }
        rewards: [{ {{reward}} }]
        stages: [{ type: grpo, max_steps: 1, max_completion_length: 4 }]
        """)));

    [Theory]
    [InlineData("no_such_reward", Sums, 2)]
    [InlineData("exact_match", "", 3)]
    [InlineData("exact_match", "{\"prompt\": \"?\"}", 3)]
    [InlineData("exact_match", "{\"answer\": \"4\", \"wrongs\": []}", 3)]
    [InlineData("exact_match", "[1]", 3)]
    [InlineData("exact_match", "{\"right\": [\"a\"], \"wrong\": [\"a\"]}", 3)]
    public async Task What_cannot_be_tested_is_refused(string reward, string cases, int code) => Assert.Equal(code, await Test(reward, cases));

    [Fact]
    public async Task A_template_without_a_place_for_the_answer_is_refused() => Assert.Equal(2, await Test("exact_match", Sums, "--template", "So"));

    private Task<int> Test(string reward, string cases, params string[] more) => _line.RunAsync(["reward", "test", reward, "--cases", _line.Write("cases.jsonl", cases), .. more]);
}
