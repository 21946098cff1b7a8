using Align.Core;
using Align.Rewards.MathAnswer;

namespace Align.Tests.Rewards.MathAnswer;

public sealed class MathAnswerConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(0, "1/4+1/4=") { Answer = @"\frac{1}{2}" }, @"So it is $\boxed{0.5}$.");

    protected override string WorseText => @"So it is $\boxed{0.4}$.";

    protected override IReward Create() => new MathAnswerReward(new MathAnswerOptions());
}
