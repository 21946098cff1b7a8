using Align.Cli;
using Align.Cli.Terminal;
using Align.Core;
using Align.Training.Supervision;
using Spectre.Console;

namespace Align.Tests.Cli.Terminal;

public sealed class ReportTests
{
    private static readonly RunReport s_report = new(
        "sums",
        "/runs/[sums]",
        [
            new("before", 0.95, [new("pass@1", 0.29, 0.262, 0.318), new("pass@8", 0.7, 0.65, 0.75)]),
            new("after", 0.95, [new("pass@1", 0.69, 0.66, 0.72), new("pass@8", 0.69, 0.64, 0.74)]),
        ],
        512_000,
        [new("rollout", TimeSpan.FromSeconds(90)), new("update", TimeSpan.FromSeconds(30))],
        ["read what the policy wrote"]);

    [Fact]
    public void The_report_compares_the_evaluations_and_says_what_it_cost()
    {
        var output = new StringWriter();

        FinalReport.Write(new CommandOutput(output, output, LiveConsole: null, new ManualTime()).Tables(), s_report);

        RepositoryFiles.AssertHolds(TrimLines(output.ToString()), "tests", "Cli", "fixtures", "report.txt");
    }

    [Fact]
    public void An_empty_report_is_no_error()
    {
        var output = new StringWriter();

        FinalReport.Write(new CommandOutput(output, output, LiveConsole: null, new ManualTime()).Tables(), new("a", "/a", [], 0, [], []));

        Assert.Contains("0 tokens generated\nrun: /a\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_stand_in_the_report()
    {
        var output = new StringWriter();

        FinalReport.Write(new CommandOutput(output, output, LiveConsole: null, new ManualTime()).Tables(), new("a", "/a", [], 0, [], []) { Notes = ["tuned on b"] });

        Assert.Contains("0 tokens generated\nnote: tuned on b\nrun: /a\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_rewards_could_not_judge_stands_in_the_report_by_reward_and_kind()
    {
        var output = new StringWriter();
        var report = new RunReport("a", "/a", [], 0, [], []) { RewardFaults = [new("", RewardFaultKind.NotFinite, 2), new("judge", RewardFaultKind.TimedOut, 1234)] };

        FinalReport.Write(new CommandOutput(output, output, LiveConsole: null, new ManualTime()).Tables(), report);

        var lines = output.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("the weighted sum not_finite 2", lines);
        Assert.Contains("judge timed_out 1,234", lines);
    }

    [Fact]
    public async Task The_live_view_shows_the_stage_its_metrics_and_a_sample_and_ends_with_the_report()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 120;
        console.Profile.Height = 40;

        await RunView.WatchAsync(new CommandOutput(output, output, console, new ManualTime()), observer =>
        {
            observer.OnEvent(new RunEvent.StageStarted(2, 4, "rl", "grpo", 90));
            observer.OnEvent(new RunEvent.StepCompleted("rl", 45, 90, new Dictionary<string, double> { ["reward"] = 0.25, ["entropy"] = 1.5 }));
            observer.OnEvent(new RunEvent.SampleShown("1[7]+2=", "[42", 1));
            observer.OnEvent(new RunEvent.Warning("a [strange] warning"));
            return Task.FromResult(s_report);
        });

        var shown = output.ToString();
        Assert.Contains("stage 3 of 4", shown, StringComparison.Ordinal);
        Assert.Contains("45/90", shown, StringComparison.Ordinal);
        Assert.Contains("reward 0.250", shown, StringComparison.Ordinal);
        Assert.Contains("1[7]+2=[42", shown, StringComparison.Ordinal);
        Assert.Contains("a [strange] warning", shown, StringComparison.Ordinal);
        Assert.Contains("512,000 tokens generated", shown, StringComparison.Ordinal);
    }

    // Tables pad their last column; committed files have no trailing blanks.
    private static string TrimLines(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));
}
