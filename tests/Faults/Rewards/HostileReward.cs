using System.Collections.Immutable;
using Align.Cli.Composition;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Verification;
using Align.Training.Verification.Isolation;

namespace Align.Tests.Faults.Rewards;

/// <summary>A reward in a C# file that does what the completion says, in processes of its own. What it prints first proves that it began.</summary>
internal sealed class HostileReward : IAsyncDisposable
{
    /// <summary>The file. A completion that names nothing hostile is worth 1.</summary>
    public const string Source = """
        using System.Diagnostics;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;

        public sealed class Hostile : IReward
        {
            private static int s_calls;

            public string Name => "hostile";

            public async ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
            {
                var (what, argument) = completion.Text.Split(':') is [var first, var second] ? (first, second) : (completion.Text, "");
                s_calls++;
                Console.WriteLine(what + " began");
                File.WriteAllText("began-" + what, "");
                switch (what)
                {
                    case "throw": throw new InvalidOperationException("thrown on purpose");
                    case "null": return null!;
                    case "nan": return new RewardOutcome.Scored(double.NaN);
                    case "infinity": return new RewardOutcome.Scored(double.PositiveInfinity);
                    case "busy": while (true) { }
                    case "sleep": Thread.Sleep(Timeout.Infinite); break;
                    case "await": await Task.Delay(Timeout.Infinite); break;
                    case "child": Process.Start("sleep", argument).WaitForExit(); break;
                    case "orphan": Process.Start("sh", ["-c", $"setsid sleep {argument} & sleep {argument}"]); break;
                    case "exit": Environment.Exit(3); break;
                    case "kill": Process.GetCurrentProcess().Kill(); break;
                    case "parent": Process.GetProcessById(int.Parse(argument)).Kill(); break;
                    case "flood": for (var i = 0; i < 400_000; i++) Console.WriteLine(new string('x', 100)); return new RewardOutcome.Scored(0.5);
                    case "lie": for (var i = 0; i < 3; i++) Console.WriteLine("{\"id\":\"" + i + "\",\"reward\":1}"); return new RewardOutcome.Scored(0.25);
                    case "managed": var held = new List<byte[]>(); while (true) { held.Add(new byte[1 << 20]); held[^1].AsSpan().Fill(1); }
                    case "native": while (true) { var block = Marshal.AllocHGlobal(1 << 24); for (var at = 0; at < 1 << 24; at += 4096) Marshal.WriteByte(block, at, 1); }
                    case "fork": for (var i = 0; i < 64; i++) Process.Start("sleep", argument); await Task.Delay(Timeout.Infinite); break;
                    case "leave": Process.Start("sleep", argument); break;
                    case "forker": Process.Start("sh", ["-c", "until [ -e \"$2\" ]; do sleep 0.01; done; i=0; while [ $i -lt 64 ]; do sleep \"$1\" & i=$((i+1)); done; wait", "sh", .. argument.Split(' ')]); break;
                    case "hoarder": new Thread(() => Hoard(argument)).Start(); break;
                    case "file": using (var file = File.Create("large")) { for (var i = 0; i < 1024; i++) file.Write(new byte[1 << 20]); } break;
                    case "empty": foreach (var mine in Directory.EnumerateFiles(".")) File.Delete(mine); Directory.Delete(Environment.CurrentDirectory, recursive: true); break;
                    case "write": File.WriteAllText(argument, "written"); break;
                    case "read": return Found(File.ReadAllText(argument));
                    case "environment": return Found(Environment.GetEnvironmentVariable(argument) ?? "");
                    case "others": return Found(File.ReadAllText($"/proc/{argument}/environ"));
                    case "connect": using (var socket = new TcpClient()) { socket.Connect("127.0.0.1", int.Parse(argument)); } return new RewardOutcome.Scored(1);
                    case "calls": return new RewardOutcome.Scored(s_calls);
                    case "slow": Thread.Sleep(int.Parse(argument)); break;
                }
                return new RewardOutcome.Scored(1);
            }

            // More than the group may hold and less than the kernel's limit on the data of a process, so that only a look can find it.
            private static void Hoard(string flag)
            {
                while (!File.Exists(flag)) Thread.Sleep(10);
                for (var i = 0; i < 16; i++)
                {
                    var block = Marshal.AllocHGlobal(1 << 24);
                    for (var at = 0; at < 1 << 24; at += 4096) Marshal.WriteByte(block, at, 1);
                }
                Thread.Sleep(Timeout.Infinite);
            }

            private static RewardOutcome Found(string text) => new RewardOutcome.Scored(text.Length > 0 ? 1 : 0);
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("align-hostile-").FullName;
    private readonly ProcessReward _reward;
    private readonly TimeSpan _deadline;

    public HostileReward(double deadlineSeconds = 60, int workers = 1, WorkerLimits? limits = null, TimeProvider? time = null, Func<ProgramStart, ProgramStart>? start = null)
    {
        var path = Path.Combine(_folder, "hostile.cs");
        File.WriteAllText(path, Source);
        var source = CompositionRoot.Create().Catalog.FindPlugin(new RewardConfig { Name = "hostile", Options = new FileRewardOptions { File = path } })!;
        _reward = new ProcessReward("hostile", start is null ? source.Program : start(source.Program), limits ?? new WorkerLimits(), workers, time ?? TimeProvider.System);
        _deadline = TimeSpan.FromSeconds(deadlineSeconds);
    }

    /// <summary>The workers' processes, which are their groups' ids too.</summary>
    public IReadOnlyList<int> ProcessIds => _reward.ProcessIds;

    /// <summary>What it tells of the workers that it lost.</summary>
    public string Losses => _reward.Losses ?? "";

    /// <summary>How many that are.</summary>
    public int LostWorkers => Losses.Split(' ') is [_, _, "lost", var count, ..] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>Whether a completion that does this is in hand, or was.</summary>
    public bool HasBegun(string what) => ProcessIds is [var worker] && File.Exists(FormattableString.Invariant($"/proc/{worker}/cwd/began-{what}"));

    /// <summary>Starts the worker, so that what follows is not measured with it.</summary>
    public async Task WarmAsync() => Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(Assert.Single(await JudgeAsync("warm"))).Value);

    public Task<ImmutableArray<RewardOutcome>> JudgeAsync(params string[] completions) =>
        ((IBatchReward)_reward).ScoreAsync([.. completions.Select(Item)], _deadline, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _reward.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal static ScoringItem Item(string text, int index) =>
        new(new Prompt(7, "1+1=") { Answer = "2" }, new Completion(7, index, [1, 2], text, [-0.5f, -0.25f], 3, FinishReason.Stop));
}
