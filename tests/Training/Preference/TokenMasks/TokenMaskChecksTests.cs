using Align.Algorithms.PreferenceLosses;
using Align.Envs.Slots;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;

namespace Align.Tests.Training.Preference.TokenMasks;

public sealed class TokenMaskChecksTests
{
    private static readonly ComponentCatalog Catalog = new()
    {
        Environments = [Component.Environment<SlotsOptions>("slots", "slots", options => new SlotsEnvironment(options))],
        Rewards = [],
        PreferenceLosses =
        [
            Component.PreferenceLoss<DpoLoss>("dpo", "", ""),
            Component.PreferenceLoss<MaPoLoss>("mapo", "", ""),
            Component.PreferenceLoss<SparsePoLoss>("sparsepo", "", ""),
        ],
    };

    [Theory]
    [InlineData("sparsepo", null, "stages.0.token_masks: missing, and the loss sparsepo weighs tokens; write token_masks: { module: simple_all } for learned masks")]
    [InlineData("mapo", null, "stages.0.token_masks: missing, and the loss mapo weighs tokens; write token_masks: { module: activations }")]
    [InlineData("dpo", "{ module: simple_all }", "run.yaml:8: stages.0.token_masks: no loss of the stage reads token weights; remove the key, or take a loss that does, such as sparsepo or mapo")]
    [InlineData("mapo", "{ module: simple_last }", "stages.0.token_masks.module: simple_last is learned, and the loss mapo lets no gradient through to it; set module to activations")]
    [InlineData("sparsepo", "{ module: simple }", "stages.0.token_masks.module: 'simple' is not among its values; allowed: simple_all, simple_last, ml_all, ml_last, random, oracle, activations")]
    [InlineData("sparsepo", "{ clamp: 1 }", "stages.0.token_masks.module: missing")]
    [InlineData("sparsepo", "{ module: simple_all, mask_dropout: 1 }", "stages.0.token_masks.mask_dropout: 1 is out of range; allowed: 0 up to, but below, 1")]
    [InlineData("sparsepo", "{ module: simple_all, mask_learning_rate: 0 }", "stages.0.token_masks.mask_learning_rate: 0 is out of range")]
    public void A_stage_whose_losses_and_masks_do_not_fit_is_refused(string loss, string? masks, string report)
    {
        var problems = Assert.Throws<ConfigurationException>(() => Load(loss, masks)).Problems.Select(problem => problem.ToString());

        Assert.Contains(problems, problem => problem.Contains(report, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sparsepo", "{ module: simple_all }")]
    [InlineData("sparsepo", "{ module: oracle }")]
    [InlineData("mapo", "{ module: activations, activations: attn }")]
    [InlineData("dpo", null)]
    [InlineData("dpo", "null")]
    public void A_stage_whose_losses_and_masks_fit_loads_and_is_written_as_it_was(string loss, string? masks)
    {
        var config = Load(loss, masks);

        Assert.Equal(config, new RunConfigLoader(Catalog).LoadText(RunConfigWriter.Write(config), "written.yaml", []));
    }

    private static RunConfig Load(string loss, string? masks) => new RunConfigLoader(Catalog).LoadText(
        $$"""
        name: slots
        environment:
          name: slots
        stages:
          - type: preference
            max_steps: 5
            losses: [{ name: {{loss}} }]
            {{(masks is null ? "per_step_pairs: 4" : $"token_masks: {masks}")}}
        """,
        "run.yaml",
        []);
}
