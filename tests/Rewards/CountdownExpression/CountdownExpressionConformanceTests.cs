using Align.Core;
using Align.Rewards.CountdownExpression;

namespace Align.Tests.Rewards.CountdownExpression;

public sealed class CountdownExpressionConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (CountdownExpressionRewardTests.Prompt(), "44+19+35");

    protected override string WorseText => "44+19-35";

    protected override IReward Create() => new CountdownExpressionReward(new CountdownExpressionOptions());
}
