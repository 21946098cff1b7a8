namespace Align.Tests.Training.Studies;

/// <summary>Studies that are refused, and what is said of them.</summary>
public sealed class BrokenStudyTests
{
    public static TheoryData<string, string, string> Broken => new()
    {
        { "seeds: [1, 2, 3]", "seeds: [1, 2, 2]", "study.yaml:2: seeds: a seed stands twice; keep one of each; the same run twice is no second observation" },
        { "seeds: [1, 2, 3]", "seeds: []", "study.yaml:2: seeds: an empty list is out of range; allowed: not empty" },
        { "seeds: [1, 2, 3]", "seeds: [-1]", "study.yaml:2: seeds: a seed is below 0; seeds are 0 or above" },
        { "seeds: [1, 2, 3]", "sedes: [1]", "study.yaml:2: sedes: unknown key; did you mean 'seeds'?" },
        { "seeds: [1, 2, 3]", "seeds: [1, 2, 3]\ntuning_seeds: [7, 3, 2]", "study.yaml:3: tuning_seeds: 3, 2 also among seeds: what was chosen on a seed is flattered by it; report on other seeds" },
        { "seeds: [1, 2, 3]", "seeds: [1, 2, 3]\ntuning_seeds: [7, 7]", "study.yaml:3: tuning_seeds: a seed stands twice or is below 0; seeds are 0 or above, each once" },
        { "seeds: [1, 2, 3]", "seeds: [1, 2, 3]\ntune_by: scor", "study.yaml:3: tune_by: 'scor' is not among the study's metrics; allowed: score; did you mean 'score'?" },
        { ", direction: higher }", " }\ntune_by: score", "study.yaml:10: tune_by: 'score' has no direction, so that none of its values is the better; give metrics.score a direction" },
        { "metrics:", "tuning_grid: { stages.0.beta: [1, 1] }\nmetrics:", "study.yaml:8: tuning_grid.stages.0.beta: a value stands twice; keep one of each" },
        { "base: cell.yaml", "base: no.yaml", "no.yaml: no such file (in no.yaml); check the path; shipped configurations lie in experiments/" },
        { "warm_start: warm.yaml", "warm_start: no.yaml", "no.yaml: no such file (in no.yaml); check the path; shipped configurations lie in experiments/" },
        { "warm_start: warm.yaml", "Warm: warm.yaml", "study.yaml:3: shared.Warm: not a legal name of a shared run; lower-case letters, digits and '_', a letter first, and not 'seed'" },
        { "shared: { warm_start: warm.yaml }", "shared: {}", "cell.yaml:2: model.path: ${warm_start} stands for nothing here (in every cell); allowed: ${seed}; name the run under 'shared'" },
        { "grpo: {}", "grpo:", "study.yaml:6: arms.grpo: expected a mapping of names, found null" },
        { "grpo: {}", "../grpo: {}", "study.yaml:6: arms.../grpo: not a legal name of an arm; letters, digits, '.', '+', '-' and '_', at most 60 characters, a letter or digit first" },
        { "loss_type: dr_grpo", "loss_tipe: dr_grpo", "study.yaml:7: stages.0.loss_tipe: unknown key (in other, seed 1; other, seed 2; other, seed 3); did you mean 'loss_type'?" },
        { "loss_type: dr_grpo", "lr_scheduler_type: step", "study.yaml:7: stages.0.lr_scheduler_type: 'step' is not among its values (in other, seed 1; other, seed 2; other, seed 3); allowed: constant, linear, cosine" },
        { "stages.0.loss_type", "stages.7.loss_type", "study.yaml:7: stages.7.loss_type: '7' is no index of the list (in other); allowed: 0..1" },
        { "metric: eval/pass@1", "metric: timing_s/step", "study.yaml:9: metrics.score.metric: 'timing_s/step' tells of the clock and differs between equal runs; choose a metric that a repetition repeats, such as steps or tokens" },
        { "score: {", "seed: {", "study.yaml:9: metrics.seed: not a legal name of a column; letters, digits, spaces and _ @ / . ( ) % -, at most 60 characters; not arm, seed, step or a key of the grid" },
        { "direction: higher", "direction: up", "study.yaml:9: metrics.score.direction: 'up' is not among its values; allowed: higher, lower" },
        { "metrics:", "compare: [[grpo, grpo]]\nmetrics:", "study.yaml:8: compare.0: not a pair of two arms; write [first, second]" },
        { "metrics:", "compare: [[grpo, othr]]\nmetrics:", "study.yaml:8: compare.0: 'othr' is not among the study's arms; allowed: grpo, other; did you mean 'other'?" },
        { "metrics:", "grid: { stages.0.beta: [] }\nmetrics:", "study.yaml:8: grid.stages.0.beta: no values, so that the study has no cells; give at least one or remove the key" },
        { "metrics:", "grid: { stages.0.beta: [0.1, 0.1] }\nmetrics:", "study.yaml:8: grid.stages.0.beta: a value stands twice; keep one of each" },
        { "metrics:", "at: [ { metric: scor, values: [1], of: score } ]\nmetrics:", "study.yaml:8: at.0.metric: 'scor' is not among the study's metrics; allowed: score; did you mean 'score'?" },
        { "metrics:", "at: [ { metric: score, values: [1], of: score, across: grid } ]\nmetrics:", "study.yaml:8: at.0.across: grid, and the study has none; add a grid, or use across: run with several evaluations in a run" },
        { "metrics:", "plots: [ { kind: bar, y: kl } ]\nmetrics:", "study.yaml:8: plots.0.y: 'kl' is not among the study's metrics; allowed: score" },
        { "metrics:", "plots: [ { kind: bar, y: score }, { kind: bar, y: score } ]\nmetrics:", "study.yaml:8: plots.1: writes bar-score.svg, as an earlier plot does; give it a name of its own" },
        { "metrics:", "plots: [ { kind: pie, y: score } ]\nmetrics:", "study.yaml:8: plots.0.kind: 'pie' is not among its values; allowed: line, scatter, bar" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_study_is_told_what_where_and_what_to_do(string legal, string broken, string problem)
    {
        using var folder = new StudyFolder();
        Assert.Contains(legal, StudyFolder.Study, StringComparison.Ordinal);

        Assert.Contains(problem, folder.ProblemsOf(StudyFolder.Study.Replace(legal, broken, StringComparison.Ordinal)));
    }

    [Fact]
    public void Problems_of_several_files_come_together()
    {
        using var folder = new StudyFolder();
        folder.Write("cell.yaml", StudyFolder.Cell.Replace("max_steps: 5", "max_steps: 0", StringComparison.Ordinal));

        var problems = folder.ProblemsOf(StudyFolder.Study.Replace("loss_type: dr_grpo", "loss_type: no", StringComparison.Ordinal));

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.StartsWith("cell.yaml:6: stages.0.max_steps: 0 is out of range (in every cell)", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_plan_refuses_a_study_refuses()
    {
        using var folder = new StudyFolder();

        var problems = folder.ProblemsOf(StudyFolder.Study.Replace("grpo: {}", "grpo: { model: { path: /no/where } }", StringComparison.Ordinal));

        Assert.Contains(problems, problem => problem.Contains("/no/where", StringComparison.Ordinal) && problem.Contains("grpo, seed 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("[1, 2]", "expected a mapping of keys, found a list")]
    [InlineData("name: [", "not valid YAML")]
    public void A_file_that_is_no_study_is_refused(string text, string problem)
    {
        using var folder = new StudyFolder();

        Assert.Contains(problem, Assert.Single(folder.ProblemsOf(text)), StringComparison.Ordinal);
    }
}
