using Align.Algorithms.PreferenceLosses;
using Align.Tests.Training.Preference;
using Align.Training.Configuration;
using Align.Training.Configuration.Planning;

namespace Align.Tests.Training.Configuration;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 steps")]
    [InlineData(1, "1 step")]
    [InlineData(2, "2 steps")]
    [InlineData(12345, "12,345 steps")]
    public void A_noun_agrees_with_its_number(long count, string text) => Assert.Equal(text, Counted.Of(count, "step"));

    [Fact]
    public void A_plan_of_one_step_over_one_example_says_so()
    {
        StageConfig[] stages =
        [
            PreferenceStages.Of("dpo", new DpoLoss()) with { MaxSteps = 1, PerStepPairs = 1 },
            new SftStageConfig { MaxSteps = 1, PerStepExamples = 1 },
            new GrpoStageConfig { MaxSteps = 1, PerStepPrompts = 1, NumGenerations = 1 },
            new OnlinePreferenceStageConfig { MaxSteps = 1, PerStepPrompts = 1, Losses = [] },
            ContinualSamples.Cofs with { StepsPerDomain = 1, PerStepPairs = 1, HeldOutPairs = 1 },
        ];

        var lines = stages.SelectMany(stage => BatchArithmetic.Describe(stage, new RuntimeConfig(), 10, new StageExamples(1, 1, 0, 1, 1)));

        Assert.All(lines, line => Assert.DoesNotMatch(@"(^|[^0-9.,])1 \S*( ?\S+)?(steps|examples|pairs|prompts|tokens|completions|generations)\b(?! of)", line));
    }
}
