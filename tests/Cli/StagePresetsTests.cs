using Align.Algorithms.Advantages;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Cli.Composition;
using Align.Cli.Vectors;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Presets;

namespace Align.Tests.Cli;

/// <summary>
/// What a preset is. That it gives the numbers of the library that it names is proved by the reference vectors, which run through the presets.
/// </summary>
public sealed class StagePresetsTests
{
    private const int Rows = 8, Width = 4, MaxCompletionLength = 6;
    private static readonly int[] s_lengths = [4, 2, 3, 1, 4, 4, 2, 3];

    private static ComponentCatalog Catalog { get; } = CompositionRoot.Create().Catalog;

    public static TheoryData<string> Names => [.. StagePresets.All.Select(preset => preset.Name)];

    [Fact]
    public void Every_trl_preset_is_in_the_vectors_that_trl_made()
    {
        var inputs = VectorFile.Load(Path.Combine(AppContext.BaseDirectory, "fixtures", "trl.json")).Groups.SelectMany(group => group.Cases);
        Assert.Equal(
            StagePresets.All.Select(preset => preset.Name).Where(name => name.StartsWith("trl/", StringComparison.Ordinal)),
            inputs.Select(vectorCase => vectorCase.Inputs.Text("preset")).Distinct());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_preset_binds_and_gives_a_finite_loss(string name)
    {
        var stage = StagePresets.Create(name, Catalog);
        Assert.Equal(name, stage.Preset);
        Assert.True(double.IsFinite(Loss(stage)));
    }

    [Fact]
    public void Verls_presets_say_what_verl_does()
    {
        var plain = StagePresets.Create("verl/token-mean", Catalog);
        Assert.Equal(new ClippedPolicyLoss { Delta = 3 }, plain.PolicyLoss.Loss);
        Assert.Equal(new GrpoAdvantage { Singleton = SingletonAdvantage.RawReward }, plain.Advantage.Estimator);
        Assert.Equal((LossType.Dapo, 10.0, 0.0), (plain.LossType, plain.KlValueClamp, plain.DenominatorEpsilon));
        var sequences = StagePresets.Create("verl/seq-mean-token-mean", Catalog);
        Assert.Equal((LossType.Grpo, 1e-8), (sequences.LossType, sequences.DenominatorEpsilon));
        Assert.Equal(new ClippedPolicyLoss { EpsilonHigh = 0.28, Delta = 10 }, StagePresets.Create("verl/dapo", Catalog).PolicyLoss.Loss);
        Assert.Equal(RewardScaling.None, ((GrpoAdvantage)StagePresets.Create("verl/dr_grpo", Catalog).Advantage.Estimator).ScaleRewards);
    }

    [Fact]
    public void The_stages_own_keys_win()
    {
        GrpoStageConfig Stage(string keys) => (GrpoStageConfig)new RunConfigLoader(Catalog).LoadText(
            $"name: x\nenvironment: {{ name: arithmetic }}\nrewards: [{{ name: exact_match }}]\nstages:\n  - {{ type: grpo, max_steps: 1, max_completion_length: 5, {keys} }}\n", "x.yaml").Stages[0];
        var own = Stage("preset: trl/dapo, loss_type: grpo, policy_loss: { epsilon_high: 0.5 }");
        Assert.Equal(LossType.Grpo, own.LossType);
        // One key of the nested loss is changed; its other keys stay the preset's.
        Assert.Equal(new ClippedPolicyLoss { EpsilonHigh = 0.5 }, own.PolicyLoss.Loss);
        Assert.True(own.MaskTruncatedCompletions);
        // Another loss keeps nothing of the preset's.
        Assert.Equal(new SapoLoss(), Stage("preset: trl/dapo, policy_loss: { name: sapo }").PolicyLoss.Loss);
        Assert.Null(((ClippedPolicyLoss)Stage("preset: verl/token-mean, policy_loss: { delta: null }").PolicyLoss.Loss).Delta);
        var mistake = Assert.Throws<ConfigurationException>(() => Stage("preset: trl/depo"));
        Assert.Contains("x.yaml:5: stages.0.preset: 'trl/depo' is not among the presets", mistake.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("did you mean 'trl/dapo'?", mistake.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resolved_stage_with_a_preset_loads_back_to_itself()
    {
        var loader = new RunConfigLoader(Catalog);
        var config = loader.LoadText("name: x\nenvironment: { name: arithmetic }\nrewards: [{ name: exact_match }]\nstages:\n  - { type: grpo, max_steps: 1, max_completion_length: 5, preset: verl/gspo, policy_loss: { epsilon: 0.1 } }\n", "x.yaml");
        Assert.Equal(config, loader.LoadText(RunConfigWriter.Write(config), "x.yaml"));
    }

    private static double Loss(GrpoStageConfig stage)
    {
        using var scope = NewDisposeScope();
        double Old(int i, int t) => -0.5 - (0.1 * (((i * 3) + (t * 5)) % 7));
        var tokens = new PolicyTokens
        {
            LogProbs = Matrix((i, t) => Old(i, t) + (0.1 * ((((i * 5) + (t * 3)) % 9) - 4))),
            OldLogProbs = Matrix(Old),
            ReferenceLogProbs = Matrix((i, t) => Old(i, t) + (0.03 * (((i + t) % 5) - 2))),
            Mask = Matrix((i, t) => t < s_lengths[i] ? 1 : 0).ne(0),
            Advantages = zeros([1], dtype: ScalarType.Float64),
        };
        var advantages = stage.Advantage.Estimator.Compute(new AdvantageBatch { Rewards = [1, 0, 0.5, 1, 0, 0, 2, 1], Groups = [0, 0, 0, 0, 1, 1, 1, 1], Lengths = [.. s_lengths] });
        tokens = tokens with
        {
            Advantages = advantages.Tokens is { } rows ? TokenAdvantages.Pad(rows, Width, ScalarType.Float64) : TokenAdvantages.Expand([.. advantages.Completions], tokens.Mask, ScalarType.Float64),
        };
        var options = stage.Objective;
        var statistics = options.Loss.Traits.CouplesBatch ? options.Loss.Measure(tokens, RandomStream.Create(0, RandomPurpose.Loss)) : null;
        return GrpoObjective.Compute(tokens, options, BatchCounts.FromMask(tokens.Mask, MaxCompletionLength), statistics).Loss.item<double>();
    }

    private static Tensor Matrix(Func<int, int, double> value) =>
        tensor([.. from i in Enumerable.Range(0, Rows) from t in Enumerable.Range(0, Width) select value(i, t)], [Rows, Width], dtype: ScalarType.Float64);
}
