using Align.Core;
using Align.Rewards.Lexicon;

namespace Align.Tests.Rewards.Lexicon;

public sealed class LexiconConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (LexiconRewardTests.PromptWith("a=1 b=-0.5"), "aa~b");

    protected override string WorseText => "ab";

    protected override IReward Create() => new LexiconReward(new LexiconOptions());
}
