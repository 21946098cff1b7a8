using Align.Cli.Terminal;
using Align.Training.Supervision;
using Spectre.Console;

namespace Align.Tests.Cli.Terminal;

public sealed class LiveRunViewTests : IDisposable
{
    private static readonly RunReport Report = new("tiny", "/runs/tiny", [], 0, [], []);
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Every_event_of_a_run_can_be_shown_from_the_first_on()
    {
        var shown = await ShowAsync(
            new RunEvent.RunStarted("tiny", "/runs/tiny", 1000, "cpu", null),
            new RunEvent.StageStarted(0, 2, "warm", "sft", 3),
            new RunEvent.StepCompleted("warm", 1, 3, new Dictionary<string, double>()),
            new RunEvent.StepCompleted("warm", 2, 3, new Dictionary<string, double> { ["loss"] = 0.5, ["reward"] = 0.25 }),
            new RunEvent.SampleShown("1+1=", "[2]", null),
            new RunEvent.CheckpointSaved(2, "/runs/tiny/checkpoints/step-000002"),
            new RunEvent.EvaluationFinished("before", [new EvaluationRow("pass@1", 0.5, 0.4, 0.6)]),
            new RunEvent.Warning("disk [nearly] full"),
            new RunEvent.RunFinished(Report));

        Assert.Contains("warm", shown, StringComparison.Ordinal);
        Assert.Contains("2/3", shown, StringComparison.Ordinal);
        Assert.Contains("0.25", shown, StringComparison.Ordinal);
        Assert.Contains("pass@1", shown, StringComparison.Ordinal);
        Assert.Contains("[2]", shown, StringComparison.Ordinal);
        Assert.Contains("disk [nearly] full", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_at_once_leaves_its_own_failure() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            LiveRunView.WatchAsync(Console(), TimeProvider.System, _ => throw new InvalidOperationException("at once")));

    private async Task<string> ShowAsync(params RunEvent[] events)
    {
        await LiveRunView.WatchAsync(Console(), TimeProvider.System, observer =>
        {
            foreach (var runEvent in events)
            {
                observer.OnEvent(runEvent);
            }
            return Task.FromResult(Report);
        });
        return _output.ToString();
    }

    private IAnsiConsole Console() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(_output),
    });
}
