using Align.Core;
using Align.Training.Verification;

namespace Align.Tests.Training.Verification;

public class RewardPanelTests
{
    private static readonly Prompt Question = new(1, "1+1=") { Answer = "2" };
    private static readonly Completion Answer = new(1, 0, [5], "2", [-0.1f], 0, FinishReason.Stop);

    [Fact]
    public async Task The_weighted_sum_of_the_scores_is_the_total()
    {
        var outcome = await Judge(new Reward("a", _ => Score(1)), 2.0, new Reward("b", _ => Score(0.5)), -1.0);
        // 2·1 − 1·0.5
        Assert.Equal(1.5, Assert.IsType<RewardOutcome.Scored>(outcome).Value, 12);
    }

    [Fact]
    public async Task A_reward_that_throws_is_unscorable_and_names_the_exception()
    {
        var called = false;
        var outcome = await Judge(new Reward("bad", _ => { called = true; throw new InvalidOperationException("boom"); }), 1, new Reward("good", _ => Score(1)), 1);
        Assert.True(called);
        var fault = Assert.IsType<RewardOutcome.Unscorable>(outcome).Fault;
        Assert.Equal(RewardFaultKind.Threw, fault.Kind);
        Assert.Contains("bad", fault.Message, StringComparison.Ordinal);
        Assert.Contains("boom", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reward_that_hangs_is_unscorable_at_its_deadline_and_its_token_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        var hang = new Reward("slow", async token =>
        {
            token.Register(() => cancelled.TrySetResult());
            await new TaskCompletionSource().Task;
            return await Score(1);
        });
        var panel = new RewardPanel([new WeightedReward(hang, 1)], TimeSpan.FromMilliseconds(30), TimeProvider.System);
        var fault = Assert.IsType<RewardOutcome.Unscorable>(await panel.JudgeAsync(Question, Answer, CancellationToken.None)).Fault;
        Assert.Equal(RewardFaultKind.TimedOut, fault.Kind);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_reward_whose_cancellation_throws_is_still_only_late()
    {
        var hang = new Reward("slow", async token =>
        {
            token.Register(() => throw new InvalidOperationException("in the callback"));
            await new TaskCompletionSource().Task;
            return await Score(1);
        });
        var panel = new RewardPanel([new WeightedReward(hang, 1)], TimeSpan.FromMilliseconds(30), TimeProvider.System);
        var fault = Assert.IsType<RewardOutcome.Unscorable>(await panel.JudgeAsync(Question, Answer, CancellationToken.None)).Fault;
        Assert.Equal(RewardFaultKind.TimedOut, fault.Kind);
    }

    [Fact]
    public async Task A_reward_that_blocks_its_thread_does_not_hold_up_the_deadline()
    {
        using var release = new ManualResetEventSlim();
        var block = new Reward("busy", _ => { release.Wait(CancellationToken.None); return Score(1); });
        var panel = new RewardPanel([new WeightedReward(block, 1)], TimeSpan.FromMilliseconds(30), TimeProvider.System);
        var outcome = await panel.JudgeAsync(Question, Answer, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        release.Set();
        Assert.Equal(RewardFaultKind.TimedOut, Assert.IsType<RewardOutcome.Unscorable>(outcome).Fault.Kind);
    }

    [Fact]
    public async Task A_timeout_within_a_reward_is_not_its_deadline()
    {
        var outcome = await Judge(new Reward("remote", _ => throw new TimeoutException("no route")), 1, new Reward("good", _ => Score(1)), 1);
        var fault = Assert.IsType<RewardOutcome.Unscorable>(outcome).Fault;
        Assert.Equal(RewardFaultKind.Threw, fault.Kind);
        Assert.Contains("no route", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reward_that_returns_no_outcome_is_unscorable()
    {
        var outcome = await Judge(new Reward("void", _ => Task.FromResult<RewardOutcome>(null!)), 1, new Reward("good", _ => Score(1)), 1);
        var fault = Assert.IsType<RewardOutcome.Unscorable>(outcome).Fault;
        Assert.Equal(RewardFaultKind.Threw, fault.Kind);
        Assert.Contains("void: it returned null", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task A_score_that_is_no_finite_number_is_unscorable(double value)
    {
        var outcome = await Judge(new Reward("nan", _ => Score(value)), 1, new Reward("good", _ => Score(1)), 1);
        Assert.Equal(RewardFaultKind.NotFinite, Assert.IsType<RewardOutcome.Unscorable>(outcome).Fault.Kind);
    }

    private static Task<RewardOutcome> Judge(IReward first, double firstWeight, IReward second, double secondWeight) =>
        new RewardPanel([new WeightedReward(first, firstWeight), new WeightedReward(second, secondWeight)], TimeSpan.FromSeconds(30), TimeProvider.System)
            .JudgeAsync(Question, Answer, CancellationToken.None);

    private static Task<RewardOutcome> Score(double value) => Task.FromResult<RewardOutcome>(new RewardOutcome.Scored(value));

    private sealed class Reward(string name, Func<CancellationToken, Task<RewardOutcome>> score) : IReward
    {
        public string Name => name;

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) => new(score(cancellationToken));
    }
}
