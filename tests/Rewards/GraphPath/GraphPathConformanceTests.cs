using Align.Core;
using Align.Rewards.GraphPath;

namespace Align.Tests.Rewards.GraphPath;

public sealed class GraphPathConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (GraphPathRewardTests.Prompt(), "ABC");

    protected override string WorseText => "AC";

    protected override IReward Create() => new GraphPathReward(new GraphPathOptions());
}
