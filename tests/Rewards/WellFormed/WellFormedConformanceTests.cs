using Align.Core;
using Align.Rewards.WellFormed;

namespace Align.Tests.Rewards.WellFormed;

public sealed class WellFormedConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (WellFormedRewardTests.Prompt(), "a~b");

    protected override string WorseText => "a:b";

    protected override IReward Create() => new WellFormedReward(new WellFormedOptions());
}
