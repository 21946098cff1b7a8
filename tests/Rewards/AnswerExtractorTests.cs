using Align.Core;
using Align.Rewards.ExactMatch;
using Align.Rewards.MathAnswer;

namespace Align.Tests.Rewards;

/// <summary>What rewards say a completion's answer is, for votes.</summary>
public sealed class AnswerExtractorTests
{
    private static readonly Prompt Question = new(1, "1/2 + 1/2 = ?") { Answer = "gold" };

    [Fact]
    public void Exact_match_takes_the_whole_text_and_its_own_rule_of_equality()
    {
        var reward = new ExactMatchReward(new ExactMatchOptions { IgnoreCase = true });
        Assert.Equal("Ab", reward.FindAnswer(Question, Text(" Ab ")));
        Assert.Null(reward.FindAnswer(Question, Text("  ")));
        Assert.True(reward.AreSame(Question, "Ab", "aB"));
        Assert.False(reward.AreSame(Question, "Ab", "Ac"));
    }

    [Fact]
    public void A_math_answer_is_what_it_would_compare_with_the_gold_one()
    {
        var reward = new MathAnswerReward(new MathAnswerOptions());
        Assert.Equal(@"\frac{1}{2}", reward.FindAnswer(Question, Text(@"so it is \boxed{\frac{1}{2}}.")));
        Assert.True(reward.AreSame(Question, @"\frac{1}{2}", "0.5"));
        Assert.True(reward.AreSame(Question, "0.5", @"\frac{1}{2}"));
        Assert.False(reward.AreSame(Question, "0.5", "0.51"));
    }

    private static Completion Text(string text) => new(1, 0, [1], text, [0f], 0, FinishReason.Stop);
}
