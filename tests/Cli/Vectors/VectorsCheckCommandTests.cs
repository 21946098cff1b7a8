using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Align.Cli.Vectors;

namespace Align.Tests.Cli.Vectors;

public sealed class VectorsCheckCommandTests : IDisposable
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "fixtures", "rlvr.json");

    private static readonly string[] Implemented =
    [
        "verl.masked_ops", "verl.entropy_logprob_from_logits",
        "verl.adv_grpo", "verl.adv_grpo_vectorized", "verl.adv_grpo_passk", "verl.adv_rloo", "verl.adv_rloo_vectorized", "verl.adv_opo", "verl.adv_gpg",
        "verl.adv_rf_plus_plus_baseline", "verl.adv_reinforce_plus_plus", "verl.adv_remax", "verl.adv_gae",
        "verl.agg_loss", "verl_old.agg_loss", "verl.policy_loss_vanilla", "verl.policy_loss_gspo", "verl.policy_loss_sapo", "verl.policy_loss_cispo",
        "verl.policy_loss_gpg", "verl.policy_loss_reinforce", "verl.policy_loss_geo_mean", "verl.policy_loss_clip_cov", "verl.policy_loss_kl_cov",
        "verl.value_loss", "verl.kl_penalty", "verl.kl_penalty_plus_intended", "verl.kl_loss_total", "verl.kl_in_reward_and_controller",
        "dapo.overlong_penalty", "dapo.filter_groups", "recipes.end_to_end_adv_plus_loss", "dars.policy_loss", "dars.unbiased_pass_at_k",
        "dars.schedules", "dars.adv_and_id2mean", "dars.two_stage_batch",
        "mopps.select", "mopps.posterior_update", "mopps.group_reward_metrics", "mopps.init_from_json", "mopps.beta_distribution",
        "steer.compute_token_weights_f32", "steer.compute_token_weights_f64", "steer.policy_loss_f32", "steer.policy_loss_f64", "steer.entropy_change_theory",
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("align-vectors-");

    public static TheoryData<string> Groups => [.. Implemented];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Every_implemented_group_agrees_with_its_reference()
    {
        var reports = VectorChecker.Check(VectorFile.Load(Fixture)).Where(report => report.IsKnown).ToArray();
        Assert.Equal(Implemented.Order(StringComparer.Ordinal), reports.Select(report => report.Name).Order(StringComparer.Ordinal));
        Assert.All(reports, report => Assert.True(report.Passed, string.Join('\n', report.Failures.SelectMany(failure => failure.Mismatches.Prepend(failure.Case)))));
        Assert.All(reports, report => Assert.Empty(report.NotCompared));
    }

    [Fact]
    public void The_report_names_groups_errors_deviations_and_what_is_unknown()
    {
        var path = Edit(root => root["groups"]!["other.group"] = JsonNode.Parse("""{"cases": []}"""));
        var (code, output, _) = Run(path);
        Assert.Equal(VectorsCheckCommand.Agreement, code);
        Assert.Contains("pass  verl.policy_loss_vanilla", output, StringComparison.Ordinal);
        Assert.Contains("largest relative error", output, StringComparison.Ordinal);
        Assert.Contains("deviates: rounding noise", output, StringComparison.Ordinal);
        Assert.Contains("not implemented: other.group", output, StringComparison.Ordinal);
        Assert.Contains("47 groups passed, 0 failed, 1 not implemented", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_changed_number_in_any_group_is_a_mismatch(string group)
    {
        var path = Edit(root =>
        {
            var first = root["groups"]![group]!["cases"]![0]!;
            Nudge(first["outputs"]!);
        });
        var (code, output, _) = Run(path);
        Assert.Equal(VectorsCheckCommand.Mismatch, code);
        Assert.Contains($"FAIL  {group}", output, StringComparison.Ordinal);
        Assert.Contains("recorded ", output, StringComparison.Ordinal);
        Assert.Contains("1 failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deviating_case_cannot_fail()
    {
        var path = Edit(root =>
        {
            var first = root["groups"]!["verl.masked_ops"]!["cases"]![0]!;
            Nudge(first["outputs"]!);
            first["deviates"] = "a fault of the original";
        });
        var (code, output, _) = Run(path);
        Assert.Equal(VectorsCheckCommand.Agreement, code);
        Assert.Contains("deviates: a fault of the original", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Float32_cases_are_compared_more_loosely()
    {
        Assert.Equal(VectorTolerance.Float32, Case("g", "mixed_f32_std1", null).Tolerance);
        Assert.Equal(VectorTolerance.Float32, Case("steer.weights_f32", "s0", null).Tolerance);
        Assert.Equal(VectorTolerance.Float32, Case("g", "s0", "float32").Tolerance);
        Assert.Equal(VectorTolerance.Float64, Case("g", "const_float32_rounding_f64", null).Tolerance);
    }

    [Theory]
    [InlineData(1.0, 1.0 + 1.5e-9, false)]
    [InlineData(1.0, 1.0 + 0.5e-9, true)]
    [InlineData(0.0, 0.9e-12, true)]
    [InlineData(0.0, 2e-12, false)]
    [InlineData(1.0, double.NaN, false)]
    public void The_tolerance_is_absolute_plus_relative(double recorded, double actual, bool accepted) =>
        Assert.Equal(accepted, VectorTolerance.Float64.Accepts(recorded, actual));

    [Fact]
    public void A_float32_root_rounded_up_once_too_often_is_let_pass_beside_its_closed_form()
    {
        // N = 10, one success, scaled, hardness weight: N√((1−u)/u) = 30, so 20 more; the original's float32 quotient gives 21.
        var path = Write("""
            {"groups": {"dars.schedules": {"cases": [{"name": "std", "inputs": {"N": 10, "N_max": 50, "std": true, "correct_counts": [1, 5, 10]},
              "outputs": {"HW": [21, 0, 0], "HW_exact_math": [20, 0, 0]}}]}}}
            """);
        var (code, output, _) = Run(path);
        Assert.True(code == VectorsCheckCommand.Agreement, output);
    }

    [Fact]
    public void Lone_completions_ties_and_an_update_that_is_switched_off_are_understood()
    {
        var path = Write("""
            {"groups": {
              "dars.adv_and_id2mean": {"cases": [{"name": "lone", "inputs": {
                "token_level_rewards": {"dtype": "float64", "shape": [2, 2], "data": [0, 1, 0.5, 0]},
                "eos_mask": {"dtype": "float64", "shape": [2, 2], "data": [1, 1, 1, 0]}, "index": ["a", "b"]},
                "outputs": {"advantages_use_std_False": {"dtype": "float64", "shape": [2, 2], "data": [1, 1, 0.5, 0]}, "id2mean": {"a": 0, "b": 0}}}]},
              "mopps.select": {"cases": [
                {"name": "ties", "inputs": {"draws": [0.75, 0.25, 0.5], "B": 2, "target_mean": 0.5, "strategy": "topk"}, "outputs": {"selected_positions_in_order": [2, 0]}},
                {"name": "band", "inputs": {"draws": [0.1, 0.5, 0.6], "B": 2, "lower": 0.3, "upper": 0.7, "strategy": "threshold"}, "outputs": {"selected_positions_in_order": [1, 2]}},
                {"name": "any", "inputs": {"draws": [0.1, 0.5, 0.6], "B": 2, "strategy": "uniform"}, "outputs": {"selected_positions_in_order": [0, 1]}}]},
              "mopps.posterior_update": {"cases": [{"name": "off", "inputs": {"n_rollout": 8, "decay": 0.5, "prior_alpha": 1, "prior_beta": 2,
                "batch_size": 1, "strategy": "topk", "target_mean": 0.5, "num_prompts": 2, "no_update": true},
                "outputs": {"steps": [{"draws": [0.1, 0.4], "selected": [1], "success_rate": [0.5], "alpha_after": [1, 1], "beta_after": [2, 2]}]}}]}}}
            """);
        var (code, output, _) = Run(path);
        Assert.True(code == VectorsCheckCommand.Agreement, output);
    }

    [Theory]
    [InlineData("\"dp_size\": 2, \"batch_num_tokens\": 10, \"global_batch_size\": 5, \"loss_scale_factor\": 7")]
    [InlineData("\"info\": {\"dp_size\": 2, \"batch_num_tokens\": 10, \"global_batch_size\": 5, \"loss_scale_factor\": 7}")]
    public void Options_and_shapes_beyond_the_recorded_ones_are_understood(string counts)
    {
        // Two sequences, losses 1 2 3 | 4, in a batch of 10 tokens and 5 sequences on 2 ranks, scale 7.
        var path = Write("""
            {"groups": {"verl.agg_loss": {"cases": [{"name": "global", "inputs": {
                "loss_mat": {"dtype": "float64", "shape": [2, 3], "data": [1, 2, 3, 4, 0, 0]},
                "loss_mask": {"dtype": "bool", "shape": [2, 3], "data": [1, 1, 1, 1, 0, 0]},
                COUNTS},
              "outputs": {"token-mean": {"loss": 2.0}, "seq-mean-token-sum": {"loss": 4.0}, "seq-mean-token-sum-norm": {"loss": 1.4285714285714286}}}]},
              "verl.adv_grpo": {"cases": [{"name": "no_std", "inputs": {
                "token_level_rewards": {"dtype": "float64", "shape": [2, 2], "data": [0, 1, 0, 0]},
                "response_mask": {"dtype": "float64", "shape": [2, 2], "data": [1, 1, 1, 0]},
                "index": ["p", "p"], "norm_adv_by_std_in_grpo": false},
              "outputs": {"advantages": {"dtype": "float64", "shape": [2, 2], "data": [0.5, 0.5, -0.5, 0]}}}]}}}
            """.Replace("COUNTS", counts, StringComparison.Ordinal));
        var (code, output, _) = Run(path);
        Assert.True(code == VectorsCheckCommand.Agreement, output);
    }

    [Fact]
    public void A_case_that_cannot_be_run_fails_its_group()
    {
        var path = Write("""{"groups": {"verl.masked_ops": {"cases": [{"name": "bare", "inputs": {}, "outputs": {"masked_sum": 1}}]}}}""");
        var (code, output, _) = Run(path);
        Assert.Equal(VectorsCheckCommand.Mismatch, code);
        Assert.Contains("could not be run: input \"values\" is missing", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"groups": {"verl.masked_ops": {"cases": [{"inputs": NaN}]}}}""")]
    [InlineData("[]")]
    [InlineData("""{"groups": []}""")]
    [InlineData("""{"groups": {"a": {}}}""")]
    [InlineData("""{"groups": {"a": {"cases": [{"inputs": {}}]}}}""")]
    [InlineData("")]
    public void A_file_of_another_format_is_refused(string text)
    {
        var path = Write(text);
        var (code, output, error) = Run(path);
        Assert.Equal(VectorsCheckCommand.UnreadableFile, code);
        Assert.StartsWith(path, error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var (code, _, error) = Run(Path.Combine(_directory.FullName, "none.json"));
        Assert.Equal(VectorsCheckCommand.UnreadableFile, code);
        Assert.Contains("none.json", error, StringComparison.Ordinal);
        Assert.Equal(VectorsCheckCommand.UnreadableFile, Run(_directory.FullName).Code);
    }

    private static VectorCase Case(string group, string name, string? compareAs) =>
        new(group, name, new VectorInputs(default), default) { CompareAs = compareAs };

    private static (int Code, string Output, string Error) Run(string path)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = VectorsCheckCommand.Run(path, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Changes the first number below the node by a hundredth.</summary>
    private static void Nudge(JsonNode node)
    {
        var parent = node;
        while (parent is JsonObject value)
        {
            parent = value["data"] ?? value.First().Value!;
        }
        if (parent is JsonArray list)
        {
            // The steps of a case: what came of the first one.
            parent = list[0] is JsonObject step ? step["alpha_after"]![0]! : list[0]!;
        }
        if (parent.GetValueKind() == JsonValueKind.String)
        {
            parent.ReplaceWith(parent.GetValue<string>() + "-other");
            return;
        }
        parent.ReplaceWith(parent.GetValue<double>() + 0.01);
    }

    private string Edit(Action<JsonNode> edit)
    {
        var root = JsonNode.Parse(File.ReadAllText(Fixture))!;
        edit(root);
        return Write(root.ToJsonString());
    }

    private string Write(string text)
    {
        var path = Path.Combine(_directory.FullName, "vectors.json");
        File.WriteAllText(path, text);
        return path;
    }
}
