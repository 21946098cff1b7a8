using Align.Core;
using Align.Rewards.NumberMatch;

namespace Align.Tests.Rewards.NumberMatch;

public sealed class NumberMatchConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(3, "add 1200 50=") { Answer = "1250" }, "1251");

    protected override string WorseText => "1305";

    protected override IReward Create() => new NumberMatchReward(new NumberMatchOptions { Score = NumberMatchScore.Shaped });
}
