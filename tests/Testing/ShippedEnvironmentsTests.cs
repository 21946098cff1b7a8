using Align.Cli.Composition;
using Align.Core;
using Align.Envs;
using Align.Envs.Arithmetic;
using Align.Envs.Countdown;
using Align.Envs.Instructions;
using Align.Envs.JsonLines;
using Align.Envs.NumberCookbook;
using Align.Envs.Sentiment;
using Align.Envs.ShortestPath;
using Align.Envs.Slots;
using Align.Rewards.CountdownExpression;
using Align.Rewards.ExactMatch;
using Align.Rewards.GraphPath;
using Align.Rewards.InstructionConstraints;
using Align.Rewards.NumberMatch;
using Align.Testing;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>Every environment keeps the laws, with its defaults and with options that change what it asks.</summary>
public sealed class ShippedEnvironmentsTests(ITestOutputHelper output)
{
    private static readonly IReward s_exact = new ExactMatchReward(new ExactMatchOptions());
    private static readonly IReward s_countdown = new CountdownExpressionReward(new CountdownExpressionOptions());
    private static readonly IReward s_path = new GraphPathReward(new GraphPathOptions());

    private static readonly IReward s_number = new NumberMatchReward(new NumberMatchOptions());

    private static readonly Dictionary<string, (Func<IEnvironment> Create, EnvironmentLawOptions Options)> s_environments = new()
    {
        ["arithmetic"] = (() => new ArithmeticEnvironment(new ArithmeticOptions()), new() { Reward = s_exact }),
        ["arithmetic of long products"] = (() => new ArithmeticEnvironment(new ArithmeticOptions { Operations = [ArithmeticOperation.Mul], MinDigits = 1, MaxDigits = 9 }), new() { Reward = s_exact, OracleCost = ProductsByHand }),
        ["sentiment"] = (() => new SentimentEnvironment(new SentimentOptions()), new()),
        ["slots"] = (() => new SlotsEnvironment(new SlotsOptions()), new()),
        ["countdown"] = (() => new CountdownEnvironment(new CountdownOptions()), new() { Reward = s_countdown, WrongAnswers = Changed }),
        ["countdown in English"] = (() => new CountdownEnvironment(new CountdownOptions { Style = PromptStyle.Text, Use = NumberUse.AtMostOnce, MinNumbers = 2 }), new() { Reward = s_countdown, WrongAnswers = Changed }),
        ["shortest_path"] = (() => new ShortestPathEnvironment(new ShortestPathOptions()), new() { Reward = s_path, WrongAnswers = Changed }),
        ["shortest_path in English"] = (() => new ShortestPathEnvironment(new ShortestPathOptions { Style = PromptStyle.Text, MinNodes = 8, MaxNodes = 16 }), new() { Reward = s_path, WrongAnswers = Changed }),
        ["instructions"] = (() => new InstructionsEnvironment(new InstructionsOptions()), new() { Reward = new InstructionConstraintsReward(new InstructionConstraintsOptions()), MostStrayAnswers = 0.5 }),
        ["jsonl"] = (() => new JsonLinesEnvironment(new JsonLinesOptions { Path = Sums(), DifficultyField = "level" }), new() { Reward = s_exact, OracleCost = prompt => prompt.Answer!.Length }),
        ["number_cookbook"] = (() => new NumberCookbookEnvironment(new NumberCookbookOptions()), new() { Reward = s_number, WrongAnswers = Changed }),
        ["number_cookbook in English"] = (() => new NumberCookbookEnvironment(new NumberCookbookOptions { Style = PromptStyle.Text, Variant = NumberVariant.Hard, MaxTestDigits = 30 }), new() { Reward = s_number, WrongAnswers = Changed }),
    };

    public static TheoryData<string> Environments => [.. s_environments.Keys];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task An_environment_keeps_the_laws(string name)
    {
        var (create, options) = s_environments[name];
        var report = await EnvironmentLaws.CheckAsync(create, options);
        output.WriteLine(report.ToString());

        report.OrThrow();
    }

    [Fact]
    public void Every_registered_environment_is_among_them() =>
        Assert.Empty(CompositionRoot.Create().Catalog.Environments.Select(environment => environment.Name).Except(s_environments.Keys));

    // What is not an answer any more: the witness twice, without its last character, and with a foreign one inside the tags or at the end.
    private static IEnumerable<string> Changed(Prompt prompt) =>
        [prompt.Answer + prompt.Answer, prompt.Answer![..^1], $"<answer>{prompt.Answer}?</answer>", $"<answer>{prompt.Answer}", prompt.Text];

    // A file of sums, which are the harder the longer they are.
    private static string Sums()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "sums.jsonl");
        var lines = Enumerable.Range(0, 500).Select(number => $$"""{"prompt":"{{number}}+{{number}}=","answer":{{2 * number}},"level":0.{{(2 * number).ToString(System.Globalization.CultureInfo.InvariantCulture).Length}}}""");
        lock (s_exact)
        {
            File.WriteAllLines(path, lines);
        }
        return path;
    }

    // The single-digit products of the operands: the work by hand, but for carries.
    private static double ProductsByHand(Prompt prompt) => prompt.Metadata["left"].Length * prompt.Metadata["right"].Length;
}
