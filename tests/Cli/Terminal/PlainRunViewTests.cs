using Align.Cli.Terminal;
using Align.Training.Supervision;

namespace Align.Tests.Cli.Terminal;

public sealed class PlainRunViewTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly ManualTime _time = new();
    private readonly PlainRunView _view;

    public PlainRunViewTests() => _view = new(_output, _time);

    public void Dispose() => _output.Dispose();

    private string[] Lines => _output.ToString().TrimEnd('\n').Split('\n');

    [Fact]
    public void Events_become_lines_of_a_fixed_form()
    {
        _view.OnEvent(new RunEvent.RunStarted("sums", "runs/sums", 790528, "cpu, 2 threads", 40));
        _view.OnEvent(new RunEvent.StageStarted(1, 4, "rl", "grpo", 90));
        _time.Advance(2);
        _view.OnEvent(new RunEvent.StepCompleted("rl", 1, 90, new Dictionary<string, double> { ["reward"] = 0.25, ["kl"] = 0.001, ["perf/throughput"] = 18650.4 }));
        _view.OnEvent(new RunEvent.SampleShown("17+25=", "42\"\n", 1));
        _view.OnEvent(new RunEvent.SampleShown("1+1=", "", null));
        _view.OnEvent(new RunEvent.CheckpointSaved(60, "runs/sums/checkpoints/step-000060"));
        _view.OnEvent(new RunEvent.EvaluationFinished("after", [new("pass@1", 0.694, 0.66, 0.7251)]));
        _view.OnEvent(new RunEvent.Warning("slow"));

        // One step took 2 s, so the 89 that are left take 178 s.
        Assert.Equal(
            [
                "run sums: 790,528 parameters on cpu, 2 threads, in runs/sums, resumed from step 40",
                "stage 2/4 rl (grpo): 90 steps",
                "[rl] step 1/90 reward 0.250 kl 0.00100 tokens/s 18,650 eta 2 min 58 s",
                "  sample \"17+25=\" -> \"42\\\"\\n\" reward 1",
                "  sample \"1+1=\" -> \"\" reward none",
                "  checkpoint at step 60: runs/sums/checkpoints/step-000060",
                "[after] pass@1 69.4 % [66.0, 72.5]",
                "  warning: slow",
            ],
            Lines);
    }

    [Fact]
    public void Quick_steps_are_thinned_and_the_last_one_shows()
    {
        _view.OnEvent(new RunEvent.StageStarted(0, 1, "warm", "sft", 20));
        for (var step = 1; step <= 20; step++)
        {
            _time.Advance(1);
            _view.OnEvent(new RunEvent.StepCompleted("warm", step, 20, new Dictionary<string, double>()));
        }

        Assert.Equal(["1", "6", "11", "16", "20"], Lines.Skip(1).Select(line => line.Split(' ')[2].Split('/')[0]));
    }

    [Fact]
    public void A_resumed_stage_counts_only_its_own_steps_for_the_time_left()
    {
        _view.OnEvent(new RunEvent.StageStarted(0, 1, "warm", "sft", 100));
        _time.Advance(10);
        _view.OnEvent(new RunEvent.StepCompleted("warm", 91, 100, new Dictionary<string, double>()));

        // Step 91 is the first under this clock: 10 s a step, 9 steps left.
        Assert.EndsWith("eta 1 min 30 s", Lines[^1], StringComparison.Ordinal);
    }
}
