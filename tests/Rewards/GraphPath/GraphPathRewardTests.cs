using Align.Core;
using Align.Envs.ShortestPath;
using Align.Rewards.GraphPath;

namespace Align.Tests.Rewards.GraphPath;

public sealed class GraphPathRewardTests
{
    // A to C: ABC is 3 + 1 = 4, ADC is 2 + 2 = 4, AC is 5.
    public static Prompt Prompt(string edges = "AB3 BC1 AC5 AD2 DC2", string start = "A", string end = "C") => new(5, "?")
    {
        Metadata = new Dictionary<string, string> { ["edges"] = edges, ["start"] = start, ["end"] = end },
    };

    [Theory]
    [InlineData("ABC")]
    [InlineData("ADC")]
    [InlineData(" A, B, C\n")]
    [InlineData("A -> D -> C")]
    [InlineData("A-B-C")]
    [InlineData("First AC. <answer>ABC</answer>")]
    public async Task Every_shortest_path_scores_1(string text) => Assert.Equal(1, (await ScoreOf(Prompt(), text)).Value);

    [Theory]
    [InlineData("")]
    [InlineData("AC")]
    [InlineData("CBA")]
    [InlineData("AB")]
    [InlineData("BC")]
    [InlineData("A")]
    [InlineData("ABDC")]
    [InlineData("ABABC")]
    [InlineData("abc")]
    [InlineData("AXC")]
    [InlineData("ABC.")]
    [InlineData("<answer>ABC")]
    public async Task Anything_else_scores_0(string text) => Assert.Equal(0, (await ScoreOf(Prompt(), text)).Value);

    // AC is 5 where 4 is possible: 0.5 · 4/5. ABABC is 3 + 3 + 3 + 1 = 10: 0.5 · 4/10.
    [Theory]
    [InlineData("ABC", 1.0, 0.0)]
    [InlineData("AC", 0.4, 0.25)]
    [InlineData("ABABC", 0.2, 1.5)]
    public async Task A_detour_scores_by_how_long_it_is_where_the_option_says_so(string text, double score, double detour)
    {
        var scored = await ScoreOf(Prompt(), text, detourScore: 0.5);

        Assert.Equal(score, scored.Value, 12);
        Assert.Equal(detour, scored.Details!["detour"], 12);
    }

    [Fact]
    public async Task What_is_no_path_has_no_detour() =>
        Assert.Equal(new Dictionary<string, double> { ["path"] = 0 }, (await ScoreOf(Prompt(), "ABD", detourScore: 0.5)).Details);

    [Fact]
    public async Task A_prompt_without_a_graph_is_skipped_and_named()
    {
        var outcome = await new GraphPathReward(new GraphPathOptions()).ScoreAsync(new Prompt(17, "?"), RewardConformance.CompletionOf("A"), CancellationToken.None);

        Assert.Contains("17", Assert.IsType<RewardOutcome.Skipped>(outcome).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AB3 AB4", "A", "B")]
    [InlineData("AB3 BA3", "A", "B")]
    [InlineData("AA3", "A", "A")]
    [InlineData("AB0", "A", "B")]
    [InlineData("AB-1", "A", "B")]
    [InlineData("AB", "A", "B")]
    [InlineData("AB3", "AB", "B")]
    [InlineData("AB3 CD1", "A", "D")]
    public async Task A_prompt_that_cannot_be_read_is_a_fault(string edges, string start, string end) =>
        await Assert.ThrowsAsync<FormatException>(async () => await ScoreOf(Prompt(edges, start, end), "AB"));

    [Fact]
    public async Task Every_solution_of_the_environment_scores_1()
    {
        var environment = new ShortestPathEnvironment(new ShortestPathOptions { MaxNodes = 20 });
        for (var index = 0; index < 200; index++)
        {
            var prompt = environment.CreatePrompt(PromptSplit.Train, index);
            Assert.Equal(1, (await ScoreOf(prompt, prompt.Solution!)).Value);
        }
    }

    private static async Task<RewardOutcome.Scored> ScoreOf(Prompt prompt, string text, double detourScore = 0)
    {
        var reward = new GraphPathReward(new GraphPathOptions { DetourScore = detourScore });
        return Assert.IsType<RewardOutcome.Scored>(await reward.ScoreAsync(prompt, RewardConformance.CompletionOf(text), CancellationToken.None));
    }
}
