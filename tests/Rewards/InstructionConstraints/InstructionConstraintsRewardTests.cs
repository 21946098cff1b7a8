using Align.Core;
using Align.Envs.Instructions;
using Align.Rewards.InstructionConstraints;

namespace Align.Tests.Rewards.InstructionConstraints;

public sealed class InstructionConstraintsRewardTests
{
    public static Prompt Prompt(string constraints) => new(5, "?") { Metadata = new Dictionary<string, string> { ["constraints"] = constraints } };

    [Theory]
    [InlineData("""{"type":"include","text":"river"}""", "A River runs.", 1)]
    [InlineData("""{"type":"include","text":"river"}""", "Two rivers run.", 0)]
    [InlineData("""{"type":"include","text":"river","min":2}""", "River, river!", 1)]
    [InlineData("""{"type":"include","text":"river","min":2}""", "River and riverside.", 0)]
    [InlineData("""{"type":"exclude","text":"river"}""", "The riverside.", 1)]
    [InlineData("""{"type":"exclude","text":"river"}""", "The RIVER.", 0)]
    [InlineData("""{"type":"begin","text":"In short"}""", "  In short, yes.", 1)]
    [InlineData("""{"type":"begin","text":"In short"}""", "in short, yes.", 0)]
    [InlineData("""{"type":"end","text":"The end."}""", "It was. The end.\n", 1)]
    [InlineData("""{"type":"end","text":"The end."}""", "The end. Really.", 0)]
    [InlineData("""{"type":"forbid","text":","}""", "One; two.", 1)]
    [InlineData("""{"type":"forbid","text":","}""", "One, two.", 0)]
    public async Task Content_is_judged_by_words_and_letters(string constraint, string text, double score) => Assert.Equal(score, await Strict(constraint, text));

    // "It's a well-known fact." has four words. "Is it 3.5? Yes." has two sentences: the point of 3.5 is not before white space.
    [Theory]
    [InlineData("""{"type":"words","min":4,"max":4}""", "It's a well-known fact.", 1)]
    [InlineData("""{"type":"words","min":4,"max":4}""", "- One - two - three", 0)]
    [InlineData("""{"type":"words","max":2}""", "One two three", 0)]
    [InlineData("""{"type":"sentences","min":2,"max":2}""", "Is it 3.5? Yes.", 1)]
    [InlineData("""{"type":"sentences","min":2,"max":2}""", "Wait... what", 1)]
    [InlineData("""{"type":"sentences","min":2,"max":2}""", "One. Two. Three.", 0)]
    [InlineData("""{"type":"sentences","max":1}""", "One! !", 1)]
    [InlineData("""{"type":"paragraphs","min":2,"max":2}""", "One.\n \nTwo.", 1)]
    [InlineData("""{"type":"paragraphs","min":2,"max":2}""", "One.\nTwo.", 0)]
    [InlineData("""{"type":"paragraphs","min":2,"max":2}""", "One.\n\n\n\nTwo.\n\n---", 1)]
    public async Task Lengths_are_counted_by_the_rules_of_the_page(string constraint, string text, double score) => Assert.Equal(score, await Strict(constraint, text));

    [Theory]
    [InlineData("""{"type":"bullets","min":2,"max":2}""", "- one\n* two", 1)]
    [InlineData("""{"type":"bullets","min":2,"max":2}""", "Here:\n- one\n- two", 0)]
    [InlineData("""{"type":"bullets","min":2,"max":2}""", "- one\n-two", 0)]
    [InlineData("""{"type":"table","columns":2,"min":1,"max":1}""", "| a | b |\n| --- | :-: |\n| c | d |", 1)]
    [InlineData("""{"type":"table","columns":2,"min":1,"max":1}""", "| a | b |\n| c | d |", 0)]
    [InlineData("""{"type":"table","columns":2,"min":1,"max":1}""", "| a | b |\n| - | - |\n| c |", 0)]
    [InlineData("""{"type":"table","columns":3,"min":1,"max":1}""", "| a | b |\n| --- | --- |\n| c | d |", 0)]
    [InlineData("""{"type":"table","columns":2,"min":2,"max":2}""", "| a | b |\n| --- | --- |\n| c | d |", 0)]
    [InlineData("""{"type":"heading"}""", "# Title\nText.", 1)]
    [InlineData("""{"type":"heading"}""", "#Title", 0)]
    [InlineData("""{"type":"heading"}""", "Text.\n# Title", 0)]
    [InlineData("""{"type":"json","keys":["b","a"]}""", """{"a": "x", "b": "y"}""", 1)]
    [InlineData("""{"type":"json","keys":["b","a"]}""", """{"a": "x"}""", 0)]
    [InlineData("""{"type":"json","keys":["a"]}""", """{"a": 5}""", 0)]
    [InlineData("""{"type":"json","keys":["a"]}""", """{"a": " "}""", 0)]
    [InlineData("""{"type":"json","keys":["a"]}""", """{"a": "x", "a": "y"}""", 0)]
    [InlineData("""{"type":"json","keys":["a"]}""", """{"a": "\ud800"}""", 0)]
    [InlineData("""{"type":"json","keys":["a"]}""", """{"a": "x"} there""", 0)]
    public async Task Forms_are_kept_whole(string constraint, string text, double score) => Assert.Equal(score, await Strict(constraint, text));

    [Theory]
    [InlineData("""{"type":"case","text":"upper"}""", "ALL 3 OF US.", 1)]
    [InlineData("""{"type":"case","text":"upper"}""", "ALL of US.", 0)]
    [InlineData("""{"type":"case","text":"lower"}""", "all 3 of us.", 1)]
    [InlineData("""{"type":"case","text":"lower"}""", "All of us.", 0)]
    [InlineData("""{"type":"script","text":"latin"}""", "Déjà vu, 3 × naïve ự.", 1)]
    [InlineData("""{"type":"script","text":"latin"}""", "Vодка", 0)]
    [InlineData("""{"type":"script","text":"latin"}""", "5 µm", 0)]
    public async Task Letters_are_judged_one_by_one(string constraint, string text, double score) => Assert.Equal(score, await Strict(constraint, text));

    private const string Three = """[{"type":"include","text":"river"},{"type":"include","text":"sea"},{"type":"words","max":3}]""";

    // "River sea sky hill": both words, and four words where three are allowed.
    [Theory]
    [InlineData(InstructionScore.Fraction, 2.0 / 3)]
    [InlineData(InstructionScore.Count, 2)]
    [InlineData(InstructionScore.Strict, 0)]
    public async Task The_score_is_a_share_a_count_or_all(InstructionScore score, double value)
    {
        var scored = await ScoreOf(Prompt(Three), "River sea sky hill", new InstructionConstraintsOptions { Score = score });

        Assert.Equal(value, scored.Value, 12);
        Assert.Equal((1.0, 0.0, 0.0, 2.0), (scored.Details!["kept/include"], scored.Details["kept/words"], scored.Details["strict"], scored.Details["count"]));
    }

    [Fact]
    public async Task What_was_thought_before_is_not_judged() => Assert.Equal(1, (await ScoreOf(Prompt(Three), "Let me see: river, lake, pond.</think>River. Sea.")).Value);

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("river sea</think>")]
    public async Task A_text_without_a_word_keeps_nothing(string text) =>
        Assert.Equal(0, (await ScoreOf(Prompt("""[{"type":"exclude","text":"river"},{"type":"words","max":3}]"""), text)).Value);

    // "go go go …", 30 words of which one is different: 1/30 is below 0.2.
    [Theory]
    [InlineData(0.2, 0.5)]
    [InlineData(0.0, 1.0)]
    public async Task Repetition_keeps_no_length(double least, double score)
    {
        var prompt = Prompt("""[{"type":"words","min":30},{"type":"include","text":"go"}]""");

        Assert.Equal(score, (await ScoreOf(prompt, string.Join(' ', Enumerable.Repeat("go", 30)), new InstructionConstraintsOptions { MinDistinctWords = least })).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    public async Task A_prompt_without_constraints_is_skipped_and_named(string? constraints)
    {
        var prompt = constraints is null ? new Prompt(5, "?") : Prompt(constraints);
        var outcome = await new InstructionConstraintsReward(new InstructionConstraintsOptions()).ScoreAsync(prompt, RewardConformance.CompletionOf("x"), CancellationToken.None);

        Assert.Contains("5", Assert.IsType<RewardOutcome.Skipped>(outcome).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nothing")]
    [InlineData("[5]")]
    [InlineData("""[{"type":"rhyme"}]""")]
    [InlineData("""[{"type":"include"}]""")]
    [InlineData("""[{"type":"case","text":"title"}]""")]
    [InlineData("""[{"type":"script","text":"greek"}]""")]
    [InlineData("""[{"type":"json"}]""")]
    [InlineData("""[{"type":"words"}]""")]
    [InlineData("""[{"type":"words","min":"many"}]""")]
    public async Task A_prompt_that_cannot_be_read_is_a_fault(string constraints) =>
        await Assert.ThrowsAsync<FormatException>(async () => await ScoreOf(Prompt(constraints), "x"));

    [Theory]
    [InlineData(1, 6)]
    [InlineData(4, 5)]
    public async Task Every_witness_of_the_environment_keeps_all_constraints(int least, int most)
    {
        var environment = new InstructionsEnvironment(new InstructionsOptions { MinConstraints = least, MaxConstraints = most });
        for (var index = 0; index < 1000; index++)
        {
            var prompt = environment.CreatePrompt(PromptSplit.Train, index);
            Assert.True((await ScoreOf(prompt, prompt.Solution!)).Value == 1, $"{prompt.Text}{prompt.Solution}");
        }
    }

    private static async Task<double> Strict(string constraint, string text) =>
        (await ScoreOf(Prompt($"[{constraint}]"), text, new InstructionConstraintsOptions { Score = InstructionScore.Strict })).Value;

    private static async Task<RewardOutcome.Scored> ScoreOf(Prompt prompt, string text, InstructionConstraintsOptions? options = null)
    {
        var reward = new InstructionConstraintsReward(options ?? new InstructionConstraintsOptions());
        return Assert.IsType<RewardOutcome.Scored>(await reward.ScoreAsync(prompt, RewardConformance.CompletionOf(text), CancellationToken.None));
    }
}
