using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Verification.Isolation;

namespace Align.Tests.Faults.Rewards;

/// <summary>What a reward cannot reach. Each test shows first that the thing is there to be reached; where the kernel cannot withhold it, the test is skipped and says so.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ConfinementTests
{
    [Fact]
    public async Task The_environment_holds_what_is_named_and_nothing_else()
    {
        const string Canary = "ALIGN_TEST_API_KEY";
        Environment.SetEnvironmentVariable(Canary, "secret");
        await using var scrubbed = new HostileReward();
        Assert.Equal(0, Score(Assert.Single(await scrubbed.JudgeAsync($"environment:{Canary}"))));
        await using var named = new HostileReward(limits: new WorkerLimits { Environment = [Canary] });
        Assert.Equal(1, Score(Assert.Single(await named.JudgeAsync($"environment:{Canary}"))));
    }

    [SkippableFact]
    public async Task The_environment_of_the_run_cannot_be_read()
    {
        Skip.If(LandlockDomain.Version == 0, "SKIPPED: this kernel has no Landlock");
        Assert.NotEmpty(await File.ReadAllTextAsync($"/proc/{Environment.ProcessId}/environ"));
        await using var reward = new HostileReward();
        AssertDenied(Assert.Single(await reward.JudgeAsync($"others:{Environment.ProcessId}")));
    }

    [SkippableFact]
    public async Task A_hidden_file_cannot_be_read_and_its_neighbour_can()
    {
        Skip.If(LandlockDomain.Version == 0, "SKIPPED: this kernel has no Landlock");
        using var folder = new TemporaryFolder();
        var (secret, open) = (folder.Write("secret", "canary"), folder.Write("open", "canary"));
        await using var reward = new HostileReward(limits: new WorkerLimits { Hide = [secret] });
        var outcomes = await reward.JudgeAsync($"read:{secret}", $"read:{open}");
        AssertDenied(outcomes[0]);
        Assert.Equal(1, Score(outcomes[1]));
    }

    [SkippableFact]
    public async Task A_file_that_is_hidden_by_a_path_through_a_linked_folder_cannot_be_read()
    {
        Skip.If(LandlockDomain.Version == 0, "SKIPPED: this kernel has no Landlock");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Place("disk/user/keys"));
        var (secret, open) = (folder.Write("disk/user/keys/secret", "canary"), folder.Write("disk/user/open", "canary"));
        Directory.CreateSymbolicLink(folder.Place("home"), folder.Place("disk/user"));
        await using var reward = new HostileReward(limits: new WorkerLimits { Hide = [folder.Place("home/keys")] });
        var outcomes = await reward.JudgeAsync($"read:{secret}", $"read:{folder.Place("home/keys/secret")}", $"read:{open}", $"read:{folder.Place("home/open")}");
        AssertDenied(outcomes[0]);
        AssertDenied(outcomes[1]);
        Assert.Equal([1, 1], outcomes[2..].Select(Score));
    }

    [SkippableFact]
    public async Task A_file_in_a_folder_that_cannot_be_listed_is_hidden_and_the_run_goes_on()
    {
        Skip.If(LandlockDomain.Version == 0, "SKIPPED: this kernel has no Landlock");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Place("closed/user"));
        var (secret, open) = (folder.Write("closed/user/secret", "canary"), folder.Write("closed/user/open", "canary"));
        using var closed = new ClosedFolder(folder.Place("."), folder.Place("closed"));
        var program = new ProgramStart(["/bin/sh", "-c", "cat \"$1\" || echo denied; cat \"$2\"", "sh", secret, open], null);
        using var process = ClosedFolder.AsNobody(() =>
        {
            Assert.Throws<UnauthorizedAccessException>(() => Directory.GetFileSystemEntries(folder.Place("closed")));
            Assert.Equal("canary", File.ReadAllText(secret));
            return ConfinedProcess.Start(program, new WorkerLimits { Hide = [secret] });
        });
        using var output = new StreamReader(process.Answers);
        Assert.Equal("denied\ncanary", await output.ReadToEndAsync());
    }

    [SkippableFact]
    public async Task Nothing_is_written_outside_its_own_directory()
    {
        Skip.If(LandlockDomain.Version == 0, "SKIPPED: this kernel has no Landlock");
        using var folder = new TemporaryFolder();
        var mine = folder.Write("mine", "mine");
        await using var reward = new HostileReward();
        var outcomes = await reward.JudgeAsync($"write:{mine}", $"write:{folder.Place("new")}", "write:its-own");
        AssertDenied(outcomes[0]);
        AssertDenied(outcomes[1]);
        Assert.Equal(1, Score(outcomes[2]));
        Assert.Equal("mine", await File.ReadAllTextAsync(mine));
    }

    [SkippableFact]
    public async Task It_can_empty_its_own_directory_alone_and_the_next_completion_is_judged()
    {
        Skip.If(LandlockDomain.Version == 0, "SKIPPED: this kernel has no Landlock");
        await using var reward = new HostileReward();
        await reward.WarmAsync();
        var directory = File.ResolveLinkTarget($"/proc/{Assert.Single(reward.ProcessIds)}/cwd", returnFinalTarget: false)!.FullName;
        Assert.NotEmpty(Directory.GetFileSystemEntries(directory));
        AssertDenied(Assert.Single(await reward.JudgeAsync("empty")));
        Assert.Empty(Directory.GetFileSystemEntries(directory));
        await reward.WarmAsync();
    }

    [SkippableFact]
    public async Task The_network_is_refused_unless_it_is_allowed()
    {
        Skip.If(Confinement.Missing.Any(missing => missing.Contains("seccomp", StringComparison.Ordinal)), "SKIPPED: this kernel has no seccomp filters");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var place = $"connect:{((IPEndPoint)listener.LocalEndpoint).Port}";
        await using var open = new HostileReward(limits: new WorkerLimits { Network = true });
        Assert.Equal(1, Score(Assert.Single(await open.JudgeAsync(place))));
        await using var closed = new HostileReward();
        AssertDenied(Assert.Single(await closed.JudgeAsync(place)));
    }

    [SkippableFact]
    public async Task A_process_of_the_run_cannot_be_killed()
    {
        Skip.If(LandlockDomain.Version < 6, "SKIPPED: this kernel's Landlock has no scopes");
        using var victim = System.Diagnostics.Process.Start("sleep", ProcessTable.Mark());
        await using var reward = new HostileReward();
        AssertDenied(Assert.Single(await reward.JudgeAsync($"parent:{victim.Id}")));
        Assert.False(victim.HasExited);
        victim.Kill();
    }

    [Fact]
    public async Task Its_directory_is_removed()
    {
        var reward = new HostileReward();
        await reward.JudgeAsync("write:its-own");
        var mine = $"align-reward-{Environment.ProcessId}-";
        var directory = File.ResolveLinkTarget($"/proc/{Assert.Single(reward.ProcessIds)}/cwd", returnFinalTarget: false)!.FullName;
        Assert.Contains(mine, directory, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory, "its-own")));
        await reward.DisposeAsync();
        Assert.False(Directory.Exists(directory));
    }

    private static double Score(RewardOutcome outcome) => Assert.IsType<RewardOutcome.Scored>(outcome).Value;

    private static void AssertDenied(RewardOutcome outcome)
    {
        var fault = Assert.IsType<RewardOutcome.Unscorable>(outcome).Fault;
        Assert.Equal(RewardFaultKind.Threw, fault.Kind);
        Assert.True(fault.Message.Contains("denied", StringComparison.OrdinalIgnoreCase) || fault.Message.Contains("not permitted", StringComparison.OrdinalIgnoreCase), fault.Message);
    }
}
