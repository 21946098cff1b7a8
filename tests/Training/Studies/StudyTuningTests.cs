using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Rollouts;
using Align.Training.Studies;

namespace Align.Tests.Training.Studies;

public sealed class StudyTuningTests
{
    private const string Tuned = StudyFolder.Study + "\ntuning_seeds: [8, 9]\ntuning_grid: { stages.0.beta: [0, 0.5, 1] }\ntune_by: score\ncompare: [[grpo, other]]\n";

    [Fact]
    public void Tuning_runs_the_arms_over_the_tuning_grid_on_the_tuning_seeds_in_a_place_of_its_own()
    {
        using var folder = new StudyFolder();
        var (report, tuning) = (folder.Load(Tuned), folder.Load(Tuned, tuning: true));

        Assert.Equal([1L, 2L, 3L], report.Runs.Select(run => run.Seed).Distinct());
        Assert.Equal([8L, 9L], tuning.Runs.Select(run => run.Seed).Distinct());
        Assert.Equal(["grpo, beta=0", "grpo, beta=0.5", "grpo, beta=1", "other, beta=0", "other, beta=0.5", "other, beta=1"], tuning.Cells.Select(cell => cell.Text));
        Assert.Equal(Path.Combine("runs", "studies", "losses-tuning"), tuning.DefaultDirectory);
        Assert.Equal([1L, 2L, 3L], tuning.ReportedSeeds);
    }

    [Fact]
    public void Runs_that_tune_ask_other_held_out_prompts_than_those_of_the_report_whatever_their_file_says()
    {
        using var folder = new StudyFolder();
        foreach (var said in (string[])["", "\ntuning: true", "\ntuning: false"])
        {
            folder.Write("cell.yaml", StudyFolder.Cell + said);
            Assert.All(Resolved(folder.Load(Tuned)), run => Assert.Equal(PromptPart.Report, run.ReportedPart));
            Assert.All(Resolved(folder.Load(Tuned, tuning: true)), run => Assert.Equal(PromptPart.Tuning, run.ReportedPart));
        }

        static IEnumerable<RunConfig> Resolved(Study study) =>
            study.Runs.Select(run => run.Resolve(run.Needs.ToDictionary(name => name, name => new SharedRunPlace("/checkpoint", "/run"))));
    }

    [Fact]
    public void A_study_that_asks_more_prompts_than_the_tuning_part_holds_is_refused_with_the_limit()
    {
        using var folder = new StudyFolder();
        folder.Write("cell.yaml", StudyFolder.Cell.Replace("operations: [add]", "operations: [add], max_digits: 1, min_digits: 1", StringComparison.Ordinal));
        var problem = Assert.Single(folder.ProblemsOf(Tuned, tuning: true));
        Assert.Matches(@"stages\.1\.num_prompts: 16 prompts, but environment 'arithmetic' holds out \d+ of \d+ for tuning and evaluations during training \(a third is for tuning\)", problem);
    }

    [Fact]
    public void A_tuning_seed_more_changes_no_run_of_the_report()
    {
        using var folder = new StudyFolder();
        Assert.Equal(
            folder.Load(Tuned).Runs.Select(run => run.Folder),
            folder.Load(Tuned.Replace("[8, 9]", "[8, 9, 10]", StringComparison.Ordinal)).Runs.Select(run => run.Folder));
    }

    // Means over seeds 8 and 9. grpo: beta 0: (0.2 + 0.4)/2 = 0.3, beta 0.5: (0.5 + 0.3)/2 = 0.4, beta 1: (0.9 + none) does not count.
    // other: 0.1, 0.1 and 0.1; the first of equal ones.
    [Fact]
    public void The_point_with_the_best_mean_is_chosen_and_one_with_a_failed_run_is_not()
    {
        using var folder = new StudyFolder();
        var results = Results(folder, Tuned);

        Assert.Equal(["grpo, beta=0.5", "other, beta=0"], results.Incumbents.Select(chosen => chosen.Cell.Text));
        Assert.Equal(0.4, results.Incumbents[0].Summary.Mean!.Value, 1e-12);
        Assert.Equal("arm,stages.0.beta,mean score\ngrpo,0.5,0.4\nother,0,0.1\n", ResultsCsv.Incumbents(results));
        var page = ResultsMarkdown.Of(results);
        Assert.Contains("These are tuning seeds: they choose, and are not reported. The report's seeds are 1, 2, 3.", page, StringComparison.Ordinal);
        Assert.Contains("| grpo | beta=0.5 | 0.4 ± 1.3 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_less_is_better_the_least_mean_is_chosen()
    {
        using var folder = new StudyFolder();
        var results = Results(folder, Tuned.Replace("direction: higher", "direction: lower", StringComparison.Ordinal));
        Assert.Equal("grpo, beta=0", results.Incumbents[0].Cell.Text);
    }

    [Fact]
    public void An_arm_without_any_complete_point_is_named()
    {
        using var folder = new StudyFolder();
        var study = folder.Load(Tuned, tuning: true);
        var results = new StudyResults(study, [.. from cell in study.Cells from seed in study.Config.Seeds select new CellOutcome(cell, seed, null, "killed")]);
        Assert.Contains("grpo: nothing chosen; no point of the grid has a finite score at every tuning seed", results.Notes);
    }

    [Fact]
    public void The_report_names_the_seeds_that_chose()
    {
        using var folder = new StudyFolder();
        var study = folder.Load(Tuned);
        var results = new StudyResults(study, [.. from cell in study.Cells from seed in study.Config.Seeds select new CellOutcome(cell, seed, [Line(0.5)])]);
        Assert.Contains("Hyper-parameters were chosen on other seeds (8, 9).", ResultsMarkdown.Of(results), StringComparison.Ordinal);
        Assert.Contains("\"tuning_seeds\": [\n    8,\n    9\n  ]", ResultsJson.Of(results), StringComparison.Ordinal);
        Assert.Empty(results.Incumbents);
    }

    [Fact]
    public void Tuning_without_seeds_a_column_or_values_is_refused()
    {
        using var folder = new StudyFolder();
        Assert.Equal(
            [
                "study.yaml:1: tuning_seeds: missing, and --tuning runs nothing else; name seeds that are not among seeds",
                "study.yaml:1: tune_by: missing, and --tuning chooses by it; name a column under metrics that has a direction",
                "study.yaml:1: tuning_grid: missing, and so is grid: there is nothing to choose between; name keys, each with the values to try",
            ],
            folder.ProblemsOf(StudyFolder.Study, tuning: true));
    }

    private static StudyResults Results(StudyFolder folder, string text)
    {
        var study = folder.Load(text, tuning: true);
        var scores = new Dictionary<(string, long), double>
        {
            [("grpo, beta=0", 8)] = 0.2,
            [("grpo, beta=0", 9)] = 0.4,
            [("grpo, beta=0.5", 8)] = 0.5,
            [("grpo, beta=0.5", 9)] = 0.3,
            [("grpo, beta=1", 8)] = 0.9,
        };
        return new StudyResults(study, [.. from cell in study.Cells
                                           from seed in study.Config.Seeds
                                           let score = cell.Arm == "other" ? 0.1 : scores.TryGetValue((cell.Text, seed), out var value) ? value : (double?)null
                                           select new CellOutcome(cell, seed, score is { } found ? [Line(found)] : null, "killed")]);
    }

    private static MetricsRecord Line(double score) => StudyFolder.Line("after", 1, "eval/pass@1", score);
}
