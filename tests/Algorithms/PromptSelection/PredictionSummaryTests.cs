using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;

namespace Align.Tests.Algorithms.PromptSelection;

public class PredictionSummaryTests
{
    [Fact]
    public void A_good_prediction_has_a_positive_correlation()
    {
        var summary = PredictionSummary.Of([0.1, 0.5, 0.6, 0.9], [new(0, 4), new(1, 4), new(2, 4), new(4, 4)]);
        Sample.Close(1, summary.RankCorrelation!.Value);
        Assert.True(summary.Correlation > 0.9);
        Assert.Equal((1, 1), (summary.Unsolved, summary.Solved));
        Assert.Equal(0.5, summary.EffectiveRatio);
        Sample.Close(0.4375, summary.Observed.Mean);
        Assert.Equal((0.1, 0.9), (summary.Predicted.Min, summary.Predicted.Max));
    }

    [Fact]
    public void A_constant_outcome_has_no_correlation()
    {
        var summary = PredictionSummary.Of([0.1, 0.5], [new(2, 4), new(2, 4)]);
        Assert.Null(summary.Correlation);
        Assert.Null(summary.RankCorrelation);
    }

    [Fact]
    public void A_prompt_that_could_not_be_judged_is_left_out()
    {
        var summary = PredictionSummary.Of([0.1, 0.9, 0.5], [new(1, 4), new(0, 0), new(4, 4)]);
        Assert.Equal(0.5, summary.Predicted.Max);
        Assert.Equal(0.5, summary.EffectiveRatio);
        Assert.Equal(0, summary.Unsolved);
    }

    [Fact]
    public void Without_prompts_all_is_zero()
    {
        var summary = PredictionSummary.Of([], Array.Empty<RolloutCounts>());
        Assert.Equal(0, summary.EffectiveRatio);
        Assert.Null(summary.RankCorrelation);
        Assert.Throws<ArgumentException>(() => PredictionSummary.Of([0.5], Array.Empty<RolloutCounts>()));
    }
}
