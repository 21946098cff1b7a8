using Align.Core;
using Align.Rewards.InstructionConstraints;

namespace Align.Tests.Rewards.InstructionConstraints;

public sealed class InstructionConstraintsConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (
        InstructionConstraintsRewardTests.Prompt("""[{"type":"include","text":"river"},{"type":"words","max":5},{"type":"json","keys":["a"]}]"""),
        "The river runs.");

    protected override string WorseText => "The sea is calm.";

    protected override IReward Create() => new InstructionConstraintsReward(new InstructionConstraintsOptions());
}
