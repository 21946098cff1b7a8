using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Studies;
using Align.Training.Supervision;

namespace Align.Tests.Training.Evaluation;

public sealed class UpdateSparsityTests : IDisposable
{
    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task A_run_of_no_optimizer_steps_leaves_every_weight()
    {
        // A reward without spread teaches nothing, so that no step is taken.
        var report = await RunAsync(TinyTraining.Config(TinyTraining.Grpo with { MaxSteps = 1 }), new EvenLengthReward(0));
        Assert.All(report.UpdateSparsity, row => Assert.Equal((1.0, 1.0, 1.0), (row.Unchanged, row.Identical, row.UnchangedBfloat16)));
    }

    [Fact]
    public async Task The_whole_is_the_mean_of_the_kinds_of_layers_weighted_by_size()
    {
        var report = await RunAsync(TinyTraining.Config(new SftStageConfig { MaxSteps = 2, PerStepExamples = 8 }));
        var (all, rest, kinds) = (report.UpdateSparsity[0], report.UpdateSparsity[1], report.UpdateSparsity.Skip(2).ToArray());
        Assert.Equal(["all", "all but embeddings"], [all.Weights, rest.Weights]);
        Assert.Contains(kinds, kind => kind.Weights == "q_proj");
        Assert.Equal(all.Count, kinds.Sum(kind => kind.Count));
        Assert.Equal(all.Unchanged, kinds.Sum(kind => kind.Unchanged * kind.Count) / all.Count, 1e-12);
        Assert.InRange(all.Unchanged, 0, 0.99);
        Assert.InRange(all.Identical, 0, all.Unchanged);
        Assert.True(rest.Count < all.Count);
    }

    [Fact]
    public async Task A_resumed_run_reports_the_same_shares()
    {
        var config = TinyTraining.Config(new SftStageConfig { MaxSteps = 4, PerStepExamples = 8 }) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 10 } };
        var directory = _training.NewDirectory();
        var whole = await TinyTraining.Launcher(config, directory).RunAsync(CancellationToken.None);
        var resumed = await TinyTraining.Launcher(config, directory).ResumeAsync(2, CancellationToken.None);
        var again = await TinyTraining.Launcher(config, directory).ResumeAsync(null, CancellationToken.None);
        Assert.Equal(whole.UpdateSparsity, resumed.UpdateSparsity);
        Assert.Equal(whole.UpdateSparsity, again.UpdateSparsity);
    }

    [Fact]
    public async Task The_last_line_of_each_training_stage_has_the_shares_since_the_start_of_the_run()
    {
        var sft = new SftStageConfig { MaxSteps = 2, PerStepExamples = 8 };
        var directory = _training.NewDirectory();
        var report = await TinyTraining.Launcher(TinyTraining.Config(sft with { Name = "one" }, sft with { Name = "two" }), directory).RunAsync(CancellationToken.None);

        var log = MetricsFile.Read(directory.MetricsFile).ToArray();
        Assert.Equal([("one", 2L), ("two", 2L)], log.Where(line => line.Find("update_sparsity/all/unchanged") is not null).Select(line => (line.Stage, line.Step)));
        foreach (var (row, name) in report.UpdateSparsity.Take(2).Zip(["all", "all_but_embeddings"]))
        {
            Assert.Equal(row.Unchanged, log[^1].Find($"update_sparsity/{name}/unchanged"));
            Assert.Equal(row.Identical, log[^1].Find($"update_sparsity/{name}/identical"));
            Assert.Equal(row.UnchangedBfloat16, log[^1].Find($"update_sparsity/{name}/unchanged_bfloat16"));
        }
        // A study's column takes it as any other metric.
        Assert.Equal(report.UpdateSparsity[0].Unchanged, new MetricColumn { Metric = "update_sparsity/all/unchanged", Stage = "two" }.ValueOf(log));
    }

    [Fact]
    public async Task A_run_that_trains_nothing_says_nothing_of_it()
    {
        var report = await RunAsync(TinyTraining.Config(new EvaluateStageConfig { NumPrompts = 4, NumGenerations = 1, PassAtK = [1], Sampling = TinyTraining.Sampling }));
        Assert.Empty(report.UpdateSparsity);
    }

    private Task<RunReport> RunAsync(RunConfig config, Align.Core.IReward? reward = null) =>
        TinyTraining.Launcher(config, _training.NewDirectory(), reward).RunAsync(CancellationToken.None);
}
