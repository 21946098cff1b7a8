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
        var time = new HandTime();
        await using var reward = new HostileReward(Deadline.TotalSeconds, time: time);
        var grace = TimeSpan.MaxValue;
        // The deadline is by a clock of the test's own. What the kill takes is by the wall's, on a machine that others use too: the best of some says what it takes.
        for (var attempt = 0; attempt < 5 && grace > TimeSpan.FromSeconds(1); attempt++)
        {
            await reward.WarmAsync();
            var victim = Assert.Single(reward.ProcessIds);
            var judging = reward.JudgeAsync($"{what}:{attempt}");
            await ProcessTable.UntilAsync(() => reward.HasBegun(what) && time.Deadlines > 0, "the hang begins");
            time.Advance(Deadline - TimeSpan.FromTicks(1));
            Assert.True(ProcessTable.HasGroup(victim));
            Assert.False(judging.IsCompleted);
            var clock = Stopwatch.StartNew();
            time.Advance(TimeSpan.FromTicks(1));
            var fault = Assert.IsType<RewardOutcome.Unscorable>(Assert.Single(await judging)).Fault;
            grace = clock.Elapsed;
            Assert.Equal(RewardFaultKind.TimedOut, fault.Kind);
            Assert.Contains($"{what} began", fault.Message, StringComparison.Ordinal);
            Assert.False(ProcessTable.HasGroup(victim));
            await reward.WarmAsync();
            Assert.NotEqual(victim, Assert.Single(reward.ProcessIds));
        }
        Assert.InRange(grace, TimeSpan.Zero, TimeSpan.FromSeconds(1));
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

    [Theory]
    [InlineData("forker", "max_processes is 8")]
    [InlineData("hoarder", "memory_mb is 64")]
    public async Task What_is_taken_after_the_answer_is_bounded_too(string what, string limit)
    {
        var mark = ProcessTable.Mark();
        using var folder = new TemporaryFolder();
        await using var reward = new HostileReward(limits: new WorkerLimits { MaxProcesses = 8, MemoryMb = 64 });
        var argument = what == "forker" ? $"{mark} {folder.Place("go")}" : folder.Place("go");
        Assert.IsType<RewardOutcome.Scored>(Assert.Single(await reward.JudgeAsync($"{what}:{argument}")));
        var victim = Assert.Single(reward.ProcessIds);
        Assert.True(ProcessTable.HasGroup(victim));
        // Nobody talks to the worker any more; now it takes what it may not.
        folder.Write("go", "");
        await ProcessTable.UntilAsync(() => !ProcessTable.HasGroup(victim), "the idle worker's group is killed");
        Assert.Empty(ProcessTable.With(mark));
        await reward.WarmAsync();
        Assert.Contains(limit, reward.Losses, StringComparison.Ordinal);
        Assert.NotEqual(victim, Assert.Single(reward.ProcessIds));
    }

    [Fact]
    public async Task Children_that_are_left_behind_one_by_one_are_bounded_too()
    {
        var mark = ProcessTable.Mark();
        await using var reward = new HostileReward(limits: new WorkerLimits { MaxProcesses = 8 });
        for (var i = 0; i < 4; i++)
        {
            var outcomes = await reward.JudgeAsync([.. Enumerable.Range(0, 8).Select(_ => $"leave:{mark}")]);
            Assert.All(outcomes, outcome => Assert.IsType<RewardOutcome.Scored>(outcome));
            // Looked at when the last answer is there, at the latest: 32 in one call and one in the next would be more.
            Assert.InRange(ProcessTable.With(mark).Count, 0, 8);
        }
        Assert.Contains("max_processes is 8", reward.Losses, StringComparison.Ordinal);
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
    public async Task A_worker_that_cannot_start_costs_no_completion_anything()
    {
        using var folder = new TemporaryFolder();
        var flag = folder.Place("go");
        await using var reward = new HostileReward(start: program => new(["/bin/sh", "-c", "[ -e \"$0\" ] || exit 7; exec \"$@\"", flag, .. program.Command], program.Load));
        var judging = reward.JudgeAsync("first", "second");
        // More often than any completion is tried; then workers start.
        await ProcessTable.UntilAsync(() => reward.LostWorkers >= 3, "three workers do not start");
        folder.Write("go", "");
        Assert.All(await judging, outcome => Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(outcome).Value));
        Assert.Contains("did not start: its worker ended with code 7", reward.Losses, StringComparison.Ordinal);
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
