using Align.Core;
using Align.Rewards.Repetition;

namespace Align.Tests.Rewards.Repetition;

public sealed class RepetitionConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(0, "?"), "one two three four five");

    protected override string WorseText => "one two one two one two one two";

    protected override IReward Create() => new RepetitionReward(new RepetitionOptions());
}

public sealed class RepetitionRewardTests
{
    // Pairs of words: "a b a b a" has a b, b a, a b, b a: 2 of 4 are distinct, 1 - 1/2.
    [Theory]
    [InlineData("a b a b a", -0.5)]
    [InlineData("a b c d e", 0)]
    [InlineData("A a  a\na", -0.6666666667)]
    [InlineData("a", 0)]
    [InlineData("", 0)]
    public Task Pairs_of_words_are_counted(string text, double score) => Expect(new() { NgramSize = 2 }, text, score);

    // "aaaa" has four characters and one distinct: 1 - 1/4, times 3.
    [Theory]
    [InlineData(RepetitionUnit.Characters, "aaaa", -2.25)]
    [InlineData(RepetitionUnit.Tokens, "aaaa", -2.25)]
    [InlineData(RepetitionUnit.Words, "aaaa", 0)]
    public Task So_are_characters_and_tokens(RepetitionUnit unit, string text, double score) => Expect(new() { NgramSize = 1, MaxPenalty = 3, Unit = unit }, text, score);

    private static async Task Expect(RepetitionOptions options, string text, double score)
    {
        var outcome = await new RepetitionReward(options).ScoreAsync(new Prompt(0, "?"), RewardConformance.CompletionOf(text), CancellationToken.None);

        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(outcome).Value, 1e-9);
    }
}
