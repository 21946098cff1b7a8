using Align.Core;
using Align.Rewards.ExactMatch;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Rewards.ExactMatch;

public sealed class ExactMatchRewardTests
{
    [Theory]
    [InlineData("42", "42", 1.0)]
    [InlineData("42", "43", 0.0)]
    [InlineData("42", "", 0.0)]
    [InlineData("42", "4", 0.0)]
    [InlineData("42", "420", 0.0)]
    [InlineData("42", "042", 0.0)]
    [InlineData("42", "The answer is 42", 0.0)]
    [InlineData("-8", "-8", 1.0)]
    [InlineData("-8", "8", 0.0)]
    [InlineData("Paris", "paris", 0.0)]
    [InlineData("42", " 42\n", 1.0)]
    [InlineData(" 42 ", "42", 1.0)]
    [InlineData("4 2", "42", 0.0)]
    public Task By_default_the_trimmed_text_must_equal_the_answer(string answer, string text, double score) =>
        Expect(new ExactMatchOptions(), answer, text, score);

    [Theory]
    [InlineData(" 42", 0.0)]
    [InlineData("42", 1.0)]
    public Task Without_trim_white_space_counts(string text, double score) =>
        Expect(new ExactMatchOptions { Trim = false }, "42", text, score);

    [Theory]
    [InlineData("PARIS", 1.0)]
    [InlineData("Lyon", 0.0)]
    public Task With_ignore_case_letters_match_in_either_case(string text, double score) =>
        Expect(new ExactMatchOptions { IgnoreCase = true }, "Paris", text, score);

    // A character and its two-character composition look alike and are different texts.
    [Fact]
    public Task Texts_are_compared_character_by_character() => Expect(new ExactMatchOptions(), "\u00e9", "e\u0301", 0.0);

    [Fact]
    public async Task A_prompt_without_an_answer_is_skipped_and_named()
    {
        var outcome = await Score(new ExactMatchOptions(), new Prompt(17, "Say something"), "anything");

        Assert.Contains("17", Assert.IsType<RewardOutcome.Skipped>(outcome).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42", 1.0)]
    [InlineData("4", 0.0)]
    public async Task A_completion_that_was_cut_is_judged_by_its_text(string text, double score)
    {
        var completion = RewardConformance.CompletionOf(text, FinishReason.Length);

        var outcome = await new ExactMatchReward(new ExactMatchOptions()).ScoreAsync(new Prompt(0, "17+25=") { Answer = "42" }, completion, CancellationToken.None);

        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(outcome).Value);
    }

    [Fact]
    public void Any_text_matches_itself_and_no_longer_one() => Prop
        .ForAll<NonNull<string>>(async text =>
        {
            await Expect(new ExactMatchOptions(), text.Get, text.Get, 1.0);
            await Expect(new ExactMatchOptions { Trim = false }, text.Get, text.Get + "x", 0.0);
        })
        .QuickCheckThrowOnFailure();

    private static async Task Expect(ExactMatchOptions options, string answer, string text, double score) =>
        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(await Score(options, new Prompt(0, "?") { Answer = answer }, text)).Value);

    private static async Task<RewardOutcome> Score(ExactMatchOptions options, Prompt prompt, string text) =>
        await new ExactMatchReward(options).ScoreAsync(prompt, RewardConformance.CompletionOf(text), CancellationToken.None);
}
