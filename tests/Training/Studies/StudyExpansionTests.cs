using Align.Training.Configuration;
using Align.Training.Studies;

namespace Align.Tests.Training.Studies;

public sealed class StudyExpansionTests
{
    private const string Gridded = StudyFolder.Study + "\ngrid:\n  stages.0.max_steps: [5, 7]\n  stages.0.learning_rate: [1e-3]\n";
    private static readonly Dictionary<string, SharedRunPlace> s_nothing = [];

    [Fact]
    public void Every_arm_is_crossed_with_every_point_and_every_seed()
    {
        using var folder = new StudyFolder();
        var study = folder.Load(Gridded);

        Assert.Equal(
            ["grpo, max_steps=5, learning_rate=1e-3", "grpo, max_steps=7, learning_rate=1e-3", "other, max_steps=5, learning_rate=1e-3", "other, max_steps=7, learning_rate=1e-3"],
            study.Cells.Select(cell => cell.Text));
        Assert.Equal(["warm_start, seed 1", "warm_start, seed 2", "warm_start, seed 3"], study.Runs.Take(3).Select(run => run.Name));
        Assert.Equal(3 + (4 * 3), study.Runs.Count);
        Assert.Equal(study.Runs.Count, study.Runs.Select(run => run.Folder).Distinct().Count());
    }

    [Fact]
    public void A_cell_is_its_base_with_the_arm_the_point_the_seed_and_the_warm_start_laid_over()
    {
        using var folder = new StudyFolder();
        var run = folder.Load(Gridded).Runs[^1];
        var config = run.Resolve(new Dictionary<string, SharedRunPlace> { ["warm_start"] = new("/some/where", "/some") });

        Assert.Equal(3, config.Seed);
        Assert.Equal("/some/where", config.Model.Path);
        Assert.Equal(1, config.Runtime.Threads);
        var stage = Assert.IsType<GrpoStageConfig>(config.Stages[0]);
        Assert.Equal(7, stage.MaxSteps);
        Assert.Equal(1e-3, stage.Optimizer.LearningRate);
        Assert.Equal("DrGrpo", stage.LossType.ToString());
        Assert.Equal(["warm_start"], run.Needs);
    }

    [Fact]
    public void Only_what_changes_gets_another_directory()
    {
        using var folder = new StudyFolder();
        var before = folder.Load(Gridded).Runs.ToDictionary(run => run.Name, run => run.Folder);
        var after = folder.Load(Gridded.Replace("[5, 7]", "[5, 7, 9]", StringComparison.Ordinal).Replace("loss_type: dr_grpo", "loss_type: bnpo", StringComparison.Ordinal)).Runs;

        Assert.All(after.Where(run => run.Name.StartsWith("grpo, max_steps=5", StringComparison.Ordinal) || run.SharedName is not null), run => Assert.Equal(before[run.Name], run.Folder));
        Assert.All(after.Where(run => run.Name.StartsWith("other, max_steps=5", StringComparison.Ordinal)), run => Assert.NotEqual(before[run.Name], run.Folder));
    }

    [Fact]
    public void Another_warm_start_makes_other_cells()
    {
        using var folder = new StudyFolder();
        var before = folder.Load(StudyFolder.Study).Runs.Select(run => run.Folder).ToArray();
        folder.Write("warm.yaml", StudyFolder.Warm.Replace("10", "11", StringComparison.Ordinal));

        Assert.Empty(folder.Load(StudyFolder.Study).Runs.Select(run => run.Folder).Intersect(before));
    }

    [Fact]
    public void The_directories_do_not_depend_on_where_the_study_lies()
    {
        using var here = new StudyFolder();
        using var there = new StudyFolder();
        const string withFile = StudyFolder.Study + "\ngrid: { stages.0.beta: [0.1] }\n";

        Assert.Equal(here.Load(withFile).Runs.Select(run => run.Folder), there.Load(withFile).Runs.Select(run => run.Folder));
    }

    [Fact]
    public void The_seed_can_be_named_in_a_file()
    {
        using var folder = new StudyFolder();
        folder.Write("warm.yaml", StudyFolder.Warm.Replace("name: warm", "name: warm-${seed}", StringComparison.Ordinal));

        Assert.Equal(["warm-1", "warm-2", "warm-3"], folder.Load(StudyFolder.Study).Runs.Take(3).Select(run => run.Resolve(s_nothing).Name));
    }

    [Fact]
    public void The_directory_of_a_shared_run_can_be_named_beside_its_checkpoint()
    {
        using var folder = new StudyFolder();
        var run = folder.Load(StudyFolder.Study.Replace("grpo: {}", "grpo: { model.path: \"${warm_start.run}/kept\" }", StringComparison.Ordinal)).Runs.First(run => run.Cell?.Arm == "grpo");

        Assert.Equal(["warm_start"], run.Needs);
        Assert.Equal("/some/kept", run.Resolve(new Dictionary<string, SharedRunPlace> { ["warm_start"] = new("/some/where", "/some") }).Model.Path);
    }

    [Fact]
    public void That_a_shared_run_is_not_there_yet_is_no_problem_of_its_users()
    {
        var path = PromisedPath.Of("warm_start", "0123");

        Assert.True(PromisedPath.IsNamedIn(new ConfigurationProblem("cell.yaml:9", "stages.0.reward_model", $"there is no directory {path}/reward_models/judge")));
        Assert.False(PromisedPath.IsNamedIn(new ConfigurationProblem("cell.yaml:9", "stages.0.reward_model", "there is no directory /tmp/judge")));
    }

    [Fact]
    public void An_arm_may_do_without_the_warm_start()
    {
        using var folder = new StudyFolder();
        var study = folder.Load(StudyFolder.Study.Replace("grpo: {}", "grpo: { model: { preset: tiny } }", StringComparison.Ordinal));

        Assert.Empty(study.Runs.First(run => run.Cell?.Arm == "grpo").Needs);
        Assert.NotEmpty(study.Runs.First(run => run.Cell?.Arm == "other").Needs);
    }
}
