using Align.Core;
using Align.Rewards.MathAnswer;

namespace Align.Tests.Rewards.MathAnswer;

/// <summary>Where the answer is looked for.</summary>
public sealed class MathAnswerExtractionTests
{
    [Theory]
    [InlineData(@"First \boxed{7}, no: \boxed{42}")]
    [InlineData(@"\boxed{\boxed{42}}")]
    [InlineData(@"\boxed{\frac{84}{2}}")]
    [InlineData("He has 6*7 = 42.\n#### 42")]
    [InlineData("#### 42\n")]
    [InlineData("Answer: 42")]
    [InlineData("so it is.\n\n**Answer:** $42$.\n")]
    [InlineData("Final answer: 42\nThat is all.")]
    [InlineData(@"Answer: $\boxed{42}$")]
    [InlineData("The answer is 42.")]
    [InlineData("The answer is: $42$.")]
    [InlineData("<think>It may be \\boxed{7}.</think>\\boxed{42}")]
    [InlineData("It may be 7.</think>The answer is 42.")]
    [InlineData("\\boxed{7}\nAnswer: 42")]
    [InlineData("42")]
    [InlineData(" 42\n")]
    public async Task The_last_mark_holds_the_answer(string completion) => Assert.Equal(1, await MathAnswerEqualityTests.Score("42", completion));

    [Theory]
    [InlineData("")]
    [InlineData(@"\boxed{42")]
    [InlineData(@"\boxed{}")]
    [InlineData(@"\boxed{42} or rather \boxed{43}")]
    [InlineData(@"\boxed{42} or rather \boxed{43")]
    [InlineData("Answer: 43 and not 42")]
    [InlineData("Answer: 42 or 43")]
    [InlineData("42 is what I think")]
    [InlineData("It could be 42")]
    [InlineData("####\n")]
    [InlineData("<think>The answer is 42.")]
    [InlineData("<think>\\boxed{42}</think>")]
    [InlineData("<think>a</think><think>\\boxed{42}")]
    [InlineData("Answer: \\boxed{7}\nAnswer: 41")]
    public async Task What_is_not_the_final_answer_does_not_count(string completion) => Assert.Equal(0, await MathAnswerEqualityTests.Score("42", completion));

    [Theory]
    [InlineData(AnswerPlace.Boxed, @"\boxed{42}. Answer: 7", "Answer: 42")]
    [InlineData(AnswerPlace.Hashes, @"#### 42 then \boxed{7}", @"\boxed{42}")]
    [InlineData(AnswerPlace.AnswerLine, "Answer: 42\n#### 7", "#### 42")]
    [InlineData(AnswerPlace.Whole, "42", @"The answer is 42")]
    public async Task One_place_alone_counts_where_it_is_asked_for(AnswerPlace place, string right, string wrong)
    {
        var options = new MathAnswerOptions { Place = place };

        Assert.Equal((1.0, 0.0), (await MathAnswerEqualityTests.Score("42", place == AnswerPlace.Hashes ? "#### 42\nthen \\boxed{7}" : right, options), await MathAnswerEqualityTests.Score("42", wrong, options)));
    }

    [Theory]
    [InlineData(UnmarkedAnswer.Wrong, "42", 0)]
    [InlineData(UnmarkedAnswer.LastNumber, "There are 7 days and so 42 apples.", 1)]
    [InlineData(UnmarkedAnswer.LastNumber, "She pays $1,042.00.", 0)]
    [InlineData(UnmarkedAnswer.LastNumber, "It is 42, not 41.", 0)]
    [InlineData(UnmarkedAnswer.LastNumber, "It is -42.", 0)]
    [InlineData(UnmarkedAnswer.LastNumber, "There is none.", 0)]
    public async Task What_an_answer_without_a_mark_is_worth_is_an_option(UnmarkedAnswer unmarked, string completion, double score) =>
        Assert.Equal(score, await MathAnswerEqualityTests.Score("42", completion, new MathAnswerOptions { Unmarked = unmarked }));

    [Fact]
    public async Task The_gold_answer_may_be_a_whole_solution() =>
        Assert.Equal(1, await MathAnswerEqualityTests.Score("She sells 9 * 2 = <<9*2=18>>18.\n#### 18", "Answer: 18"));

    [Fact]
    public async Task A_prompt_without_an_answer_is_skipped() => Assert.IsType<RewardOutcome.Skipped>(
        await new MathAnswerReward(new()).ScoreAsync(new Prompt(3, "Say something"), RewardConformance.CompletionOf("42"), CancellationToken.None));
}
