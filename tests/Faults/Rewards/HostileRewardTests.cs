using System.Diagnostics;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Verification.Isolation;

namespace Align.Tests.Faults.Rewards;

/// <summary>Rewards that break in every way: the fault is told by its kind, the others are judged, and nothing is left over.</summary>
public sealed class HostileRewardTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("throw", RewardFaultKind.Threw, "thrown on purpose")]
    [InlineData("null", RewardFaultKind.Threw, "null instead of an outcome")]
    [InlineData("nan", RewardFaultKind.NotFinite, "NaN")]
    [InlineData("infinity", RewardFaultKind.NotFinite, "Infinity")]
    [InlineData("exit", RewardFaultKind.WorkerDied, "code 3; its last words: exit began")]
    [InlineData("kill", RewardFaultKind.WorkerDied, "signal 9; its last words: kill began")]
    [InlineData("file", RewardFaultKind.Threw, "too large")]
    [InlineData("managed", RewardFaultKind.Threw, "OutOfMemoryException")]
    public async Task A_fault_has_its_kind_and_the_others_are_judged(string what, RewardFaultKind kind, string says)
    {
        await using var reward = new HostileReward(limits: new WorkerLimits { MemoryMb = 128, FileMb = 8 });
        var outcomes = await reward.JudgeAsync("before", what, "after");
        var fault = Assert.IsType<RewardOutcome.Unscorable>(outcomes[1]).Fault;
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.All([outcomes[0], outcomes[2]], outcome => Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(outcome).Value));
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("sleep")]
    [InlineData("await")]
    public async Task A_reward_that_hangs_is_killed_at_its_deadline_and_replaced(string what)
    {
        await using var reward = new HostileReward(Deadline.TotalSeconds);
        await reward.WarmAsync();
        var victim = Assert.Single(reward.ProcessIds);
        var clock = Stopwatch.StartNew();
        var fault = Assert.IsType<RewardOutcome.Unscorable>(Assert.Single(await reward.JudgeAsync(what))).Fault;
        var took = clock.Elapsed;
        Assert.Equal(RewardFaultKind.TimedOut, fault.Kind);
        Assert.Contains($"{what} began", fault.Message, StringComparison.Ordinal);
        Assert.InRange(took, Deadline, Deadline + TimeSpan.FromSeconds(1));
        Assert.False(ProcessTable.HasGroup(victim));
        await reward.WarmAsync();
        Assert.NotEqual(victim, Assert.Single(reward.ProcessIds));
    }

    [Theory]
    [InlineData("child")]
    [InlineData("orphan")]
    public async Task What_a_reward_has_started_dies_with_it(string what)
    {
        var mark = ProcessTable.Mark();
        await using var reward = new HostileReward(Deadline.TotalSeconds);
        await reward.WarmAsync();
        var judging = reward.JudgeAsync($"{what}:{mark}", "sleep");
        await ProcessTable.UntilAsync(() => ProcessTable.With(mark).Count > 0, "the child runs");
        var outcomes = await judging;
        Assert.Equal(RewardFaultKind.TimedOut, outcomes.OfType<RewardOutcome.Unscorable>().Last().Fault.Kind);
        Assert.Empty(ProcessTable.With(mark));
    }

    [Fact]
    public async Task Too_many_processes_are_killed_together()
    {
        var mark = ProcessTable.Mark();
        await using var reward = new HostileReward(limits: new WorkerLimits { MaxProcesses = 8 });
        var outcomes = await reward.JudgeAsync($"fork:{mark}", "after");
        var fault = Assert.IsType<RewardOutcome.Unscorable>(outcomes[0]).Fault;
        Assert.Equal(RewardFaultKind.WorkerDied, fault.Kind);
        Assert.Contains("max_processes is 8", fault.Message, StringComparison.Ordinal);
        Assert.IsType<RewardOutcome.Scored>(outcomes[1]);
        Assert.Empty(ProcessTable.With(mark));
    }

    [Fact]
    public async Task Memory_outside_the_runtime_is_bounded_too()
    {
        await using var reward = new HostileReward(limits: new WorkerLimits { MemoryMb = 64 });
        var outcomes = await reward.JudgeAsync("native", "after");
        var fault = Assert.IsType<RewardOutcome.Unscorable>(outcomes[0]).Fault;
        // Whichever comes first: the look at the group, or the kernel's refusal.
        Assert.True(fault.Message.Contains("memory_mb is 64", StringComparison.Ordinal) || fault.Message.Contains("memory", StringComparison.OrdinalIgnoreCase), fault.Message);
        Assert.IsType<RewardOutcome.Scored>(outcomes[1]);
    }

    [Fact]
    public async Task What_is_printed_is_no_score()
    {
        await using var reward = new HostileReward();
        var outcomes = await reward.JudgeAsync("lie", "flood", "after");
        Assert.Equal([0.25, 0.5, 1], outcomes.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
    }

    [Fact]
    public async Task A_worker_that_is_killed_while_idle_is_replaced_and_nothing_is_lost()
    {
        await using var reward = new HostileReward();
        await reward.WarmAsync();
        var victim = Assert.Single(reward.ProcessIds);
        Assert.Equal(0, PosixCalls.Kill(victim, 9));
        await reward.WarmAsync();
        Assert.NotEqual(victim, Assert.Single(reward.ProcessIds));
        Assert.False(ProcessTable.HasGroup(victim));
    }

    [Fact]
    public async Task Work_whose_worker_was_killed_is_handed_out_again_once()
    {
        await using var reward = new HostileReward();
        await reward.WarmAsync();
        var victim = Assert.Single(reward.ProcessIds);
        var judging = reward.JudgeAsync("first", "slow:3000", "third");
        // The worker has its three requests in hand as soon as the call returns: none was answered, or the first.
        Assert.Equal(0, PosixCalls.Kill(victim, 9));
        var outcomes = await judging;
        Assert.Equal(3, outcomes.Length);
        Assert.All(outcomes, outcome => Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(outcome).Value));
        Assert.NotEqual(victim, Assert.Single(reward.ProcessIds));
        Assert.False(ProcessTable.HasGroup(victim));
    }

    [Fact]
    public async Task A_completion_that_has_cost_two_workers_is_not_tried_again()
    {
        await using var reward = new HostileReward();
        Assert.DoesNotContain("quarantine", Assert.IsType<RewardOutcome.Unscorable>(Assert.Single(await reward.JudgeAsync("exit"))).Fault.Message, StringComparison.Ordinal);
        await reward.WarmAsync();
        var survivor = Assert.Single(reward.ProcessIds);
        var fault = Assert.IsType<RewardOutcome.Unscorable>(Assert.Single(await reward.JudgeAsync("exit"))).Fault;
        Assert.Equal(RewardFaultKind.WorkerDied, fault.Kind);
        Assert.Contains("quarantine", fault.Message, StringComparison.Ordinal);
        Assert.Equal(survivor, Assert.Single(reward.ProcessIds));
    }

    [Fact]
    public async Task Verdicts_are_in_order_whatever_the_number_of_workers()
    {
        string[] completions = [.. Enumerable.Range(0, 60).Select(i => i % 7 == 3 ? "throw" : i % 5 == 1 ? "lie" : $"{i}")];
        await using var one = new HostileReward(workers: 1);
        await using var three = new HostileReward(workers: 3);
        var outcomes = await three.JudgeAsync(completions);
        Assert.Equal(3, three.ProcessIds.Count);
        Assert.Equal((await one.JudgeAsync(completions)).Select(Text), outcomes.Select(Text));
        Assert.Equal(completions.Select(text => text == "throw" ? "Threw" : text == "lie" ? "0.25" : "1"), outcomes.Select(Text));
    }

    [Fact]
    public async Task Workers_that_die_one_after_the_other_end_the_run()
    {
        await using var reward = new HostileReward();
        var lost = await Assert.ThrowsAsync<RewardWorkersLostException>(() => reward.JudgeAsync([.. Enumerable.Range(0, 30).Select(i => $"exit:{i}")]));
        Assert.Equal(ExitCode.Fleet, lost.ExitCode);
        Assert.Contains("code 3", lost.Message, StringComparison.Ordinal);
    }

    private static string Text(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => FormattableString.Invariant($"{scored.Value}"),
        RewardOutcome.Unscorable failed => failed.Fault.Kind.ToString(),
        _ => "skipped",
    };
}
