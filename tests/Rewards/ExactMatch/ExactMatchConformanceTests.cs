using Align.Core;
using Align.Rewards.ExactMatch;

namespace Align.Tests.Rewards.ExactMatch;

public sealed class ExactMatchConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(0, "17+25=") { Answer = "42" }, "42");

    protected override string WorseText => "41";

    protected override IReward Create() => new ExactMatchReward(new ExactMatchOptions());
}
