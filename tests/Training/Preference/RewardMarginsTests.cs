using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Preference;

namespace Align.Tests.Training.Preference;

/// <summary>Reward models that have gone wrong.</summary>
public sealed class RewardMarginsTests : IDisposable
{
    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_margin_that_is_no_number_is_refused_with_its_pair(double margin)
    {
        var refusal = Assert.Throws<NonFiniteMarginException>(() => RewardMargins.Of([0.5, margin, -1, margin], new MadpoLoss()));

        Assert.StartsWith("the reward model's margin of pair 1 is ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("and so are 1 others", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Numerics, refusal.ExitCode);
    }

    [Fact]
    public async Task A_second_reward_model_without_a_finite_held_out_loss_does_not_pass_the_first_one_off_as_its_own()
    {
        // One step of such a rate makes the only evaluation NaN or infinite.
        var broken = PreferenceStages.RewardModel with { MaxSteps = 1, Name = "second", Optimizer = new OptimizerConfig { LearningRate = 1e37 } };
        var config = TinyTraining.Config(PreferenceStages.RewardModel with { MaxSteps = 3, Name = "first" }, broken);
        var directory = _training.NewDirectory();

        await Assert.ThrowsAsync<UntrainedRewardModelException>(() => TinyTraining.Launcher(config, directory, environment: new DigitPairs()).RunAsync(CancellationToken.None));

        Assert.True(Directory.Exists(directory.RewardModel("first")));
        Assert.False(Directory.Exists(directory.RewardModel("second")));
    }
}
