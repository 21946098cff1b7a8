namespace Align.Tests.Torch.Optim;

/// <summary>Schedules are those of PyTorch 1.13 from a rate of 0.1.</summary>
public sealed class LRSchedulerTests : IDisposable
{
    private readonly Parameter _parameter = new(zeros(1));
    private readonly SGD _optimizer;

    public LRSchedulerTests() => _optimizer = optim.SGD([_parameter], 0.1);

    public void Dispose()
    {
        _optimizer.Dispose();
        _parameter.Dispose();
    }

    [Fact]
    public void A_lambda_scales_the_initial_rate() =>
        Check(optim.lr_scheduler.LambdaLR(_optimizer, epoch => Math.Pow(0.9, epoch)), [0.1, 0.09, 0.081, 0.0729, 0.06561]);

    [Fact]
    public void A_constant_factor_ends_with_its_epochs() =>
        Check(optim.lr_scheduler.ConstantLR(_optimizer, 0.25, 3), [0.025, 0.025, 0.025, 0.1, 0.1, 0.1]);

    [Fact]
    public void A_linear_factor_rises_by_equal_steps_and_stays() =>
        Check(optim.lr_scheduler.LinearLR(_optimizer, 0.1, 1.0, 4), [0.01, 0.0325, 0.055, 0.0775, 0.1, 0.1, 0.1]);

    [Fact]
    public void A_cosine_falls_and_rises_again() =>
        Check(optim.lr_scheduler.CosineAnnealingLR(_optimizer, 4, 0.01),
            [0.1, 0.08681980515339464, 0.055, 0.023180194846605363, 0.01, 0.023180194846605363, 0.055, 0.08681980515339469, 0.1,
                0.0868198051533947]);

    [Fact]
    public void Schedules_follow_one_another() =>
        Check(
            optim.lr_scheduler.SequentialLR(
                _optimizer, [optim.lr_scheduler.LinearLR(_optimizer, 0.1, 1.0, 3), optim.lr_scheduler.CosineAnnealingLR(_optimizer, 5, 0.02)], [3]),
            [0.01, 0.04, 0.07, 0.1, 0.0923606797749979, 0.0723606797749979, 0.0476393202250021, 0.027639320225002106, 0.02,
                0.027639320225002102]);

    [Fact]
    public void A_schedule_goes_on_from_a_later_epoch()
    {
        _optimizer.ParamGroups.Single().LearningRate = 0.5;
        Check(optim.lr_scheduler.LambdaLR(_optimizer, epoch => Math.Pow(0.9, epoch), last_epoch: 1), [0.081, 0.0729]);
    }

    [Fact]
    public void An_epoch_can_be_given()
    {
        var cosine = optim.lr_scheduler.CosineAnnealingLR(_optimizer, 4, 0.01);
        cosine.step(2);
        Assert.Equal(0.055, cosine.get_last_lr().Single(), 14);
    }

    [Fact]
    public void Each_group_keeps_its_own_rate()
    {
        using var other = new Parameter(zeros(1));
        _optimizer.add_param_group(new SGD.ParamGroup([other], lr: 0.4));
        var schedule = optim.lr_scheduler.ConstantLR(_optimizer, 0.5, 2);
        Assert.Equal([0.05, 0.2], schedule.get_last_lr());
        Assert.Equal([0.05, 0.2], _optimizer.ParamGroups.Select(group => group.LearningRate));
    }

    [Fact]
    public void Mismatched_sequences_are_refused()
    {
        using var other = optim.SGD([_parameter], 0.1);
        var foreign = optim.lr_scheduler.ConstantLR(other);
        var own = optim.lr_scheduler.ConstantLR(_optimizer);
        Assert.Throws<ArgumentException>(() => optim.lr_scheduler.SequentialLR(_optimizer, [own, foreign], [3]));
        Assert.Throws<ArgumentException>(() => optim.lr_scheduler.SequentialLR(_optimizer, [own], [3]));
    }

    private void Check(optim.lr_scheduler.LRScheduler schedule, double[] expected)
    {
        foreach (var rate in expected)
        {
            Assert.Equal(rate, _optimizer.ParamGroups.Single().LearningRate, 14);
            Assert.Equal(rate, schedule.get_last_lr().Single(), 14);
            schedule.step();
        }
    }
}
