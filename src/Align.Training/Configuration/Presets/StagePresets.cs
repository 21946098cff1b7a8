using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration.Presets;

/// <summary>The settings under which a <c>grpo</c> stage computes the numbers of other libraries. Learning rates, lengths and batch sizes are no part of them.</summary>
public static class StagePresets
{
    private const string Trl = "advantage: { name: grpo, epsilon: 1e-4 }\nkl_estimator: k3\n";
    private const string Verl = "kl_estimator: k3\nkl_value_clamp: 10\n";
    private const string VerlGrpo = Verl + "advantage: { name: grpo, epsilon: 1e-6, singleton: raw_reward }\n";
    private const string VerlClip = "policy_loss: { name: clip, epsilon: 0.2, delta: 3 }\n";
    private const string VerlSequences = "loss_type: grpo\ndenominator_epsilon: 1e-8\n";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StagePreset> All { get; } =
    [
        new("trl/grpo", "TRL, loss_type grpo", Trl + "loss_type: grpo\npolicy_loss: { name: clip, epsilon: 0.2 }\n"),
        new("trl/dapo", "TRL, loss_type dapo, with the paper's clip and without truncated completions", Trl + "loss_type: dapo\npolicy_loss: { name: clip, epsilon: 0.2, epsilon_high: 0.28 }\nmask_truncated_completions: true\n"),
        new("trl/dr_grpo", "TRL, loss_type dr_grpo, scale_rewards none", "loss_type: dr_grpo\npolicy_loss: { name: clip, epsilon: 0.2 }\nadvantage: { name: grpo, scale_rewards: none }\nkl_estimator: k3\n"),
        new("trl/bnpo", "TRL, loss_type bnpo; the batch is the optimizer step", Trl + "loss_type: bnpo\npolicy_loss: { name: clip, epsilon: 0.2 }\n"),
        new("trl/gspo", "TRL, importance_sampling_level sequence, loss_type grpo", Trl + "loss_type: grpo\npolicy_loss: { name: gspo, epsilon: 3e-4, epsilon_high: 4e-4 }\n"),
        new("trl/cispo", "TRL, loss_type cispo, epsilon_high 5", Trl + "loss_type: dapo\npolicy_loss: { name: cispo, epsilon: 1, epsilon_high: 4 }\n"),
        new("trl/sapo", "TRL, loss_type sapo", Trl + "loss_type: grpo\npolicy_loss: { name: sapo, tau_pos: 1, tau_neg: 1.05 }\n"),
        new("trl/intellect_2", "TRL, delta 4: a two-sided clip (arXiv:2505.07291)", Trl + "loss_type: dapo\npolicy_loss: { name: clip, epsilon: 0.2, delta: 4, dual_clip: ratio }\nbeta: 0.001\n"),
        new("trl/lite_ppo", "TRL, scale_rewards batch, loss_type dapo (arXiv:2508.08221)", "loss_type: dapo\npolicy_loss: { name: clip, epsilon: 0.2 }\nadvantage: { name: grpo, scale_rewards: batch, epsilon: 1e-4 }\nkl_estimator: k3\n"),
        new("verl/token-mean", "verl, vanilla loss, loss_agg_mode token-mean (its default)", VerlGrpo + VerlClip + "loss_type: dapo\n"),
        new("verl/seq-mean-token-sum", "verl, vanilla loss, loss_agg_mode seq-mean-token-sum", VerlGrpo + VerlClip + "loss_type: seq_mean_token_sum\n"),
        new("verl/seq-mean-token-mean", "verl, vanilla loss, loss_agg_mode seq-mean-token-mean: the paper's GRPO", VerlGrpo + VerlClip + VerlSequences),
        new("verl/seq-mean-token-sum-norm", "verl, vanilla loss, loss_agg_mode seq-mean-token-sum-norm", VerlGrpo + VerlClip + "loss_type: seq_mean_token_sum_norm\n"),
        new("verl/dr_grpo", "verl's Dr. GRPO: seq-mean-token-sum-norm, advantages without division", Verl + "advantage: { name: grpo, scale_rewards: none, singleton: raw_reward }\n" + VerlClip + "loss_type: seq_mean_token_sum_norm\n"),
        new("verl/dapo", "verl's DAPO: token-mean, clip 0.2 and 0.28, dual clip 10", VerlGrpo + "policy_loss: { name: clip, epsilon: 0.2, epsilon_high: 0.28, delta: 10 }\nloss_type: dapo\n"),
        new("verl/rloo", "verl's RLOO: token-mean, raw reward for lone completions", Verl + "advantage: { name: rloo, singleton: raw_reward }\n" + VerlClip + "loss_type: dapo\n"),
        new("verl/reinforce_plus_plus", "verl's REINFORCE++: token-mean, whitened returns", Verl + "advantage: { name: reinforce_plus_plus, denominator_epsilon: 1e-8 }\n" + VerlClip + "loss_type: dapo\n"),
        new("verl/gspo", "verl, loss_mode gspo, clip 3e-4 and 4e-4", VerlGrpo + "policy_loss: { name: gspo, epsilon: 3e-4, epsilon_high: 4e-4 }\n" + VerlSequences),
        new("verl/sapo", "verl, loss_mode sapo", VerlGrpo + "policy_loss: { name: sapo, tau_pos: 1, tau_neg: 1.05 }\n" + VerlSequences),
        new("verl/geo_mean", "verl, loss_mode geo_mean, clip 0.4", VerlGrpo + "policy_loss: { name: gmpo, epsilon: 0.4, denominator_epsilon: 1e-8 }\nloss_type: grpo\n"),
        new("verl/clip_cov", "verl, loss_mode clip_cov", VerlGrpo + "policy_loss: { name: clip_cov, epsilon: 0.2, cov_ratio: 2e-4, cov_low: 1, cov_high: 5 }\nloss_type: dapo\n"),
        new("verl/kl_cov", "verl, loss_mode kl_cov", VerlGrpo + "policy_loss: { name: kl_cov, cov_ratio: 2e-4, kl_coef: 0.1 }\nloss_type: dapo\n"),
    ];

    /// <summary>A stage of one step with a preset's values and every other default.</summary>
    /// <param name="name">The preset.</param>
    /// <param name="catalog">Holds the losses and estimators that presets name.</param>
    /// <exception cref="ConfigurationException">No preset has that name, or the catalog lacks what it names.</exception>
    public static GrpoStageConfig Create(string name, ComponentCatalog catalog)
    {
        var problems = new List<ConfigurationProblem>();
        var root = (MappingNode)YamlReader.Read($"type: grpo\nmax_steps: 1\npreset: {name}\n", name, withLines: false, problems)!;
        var stage = (GrpoStageConfig?)new RecordBinder(catalog, ".", problems).Bind(typeof(StageConfig), root, "");
        return problems.Count == 0 ? stage! : throw new ConfigurationException(name, problems);
    }

    /// <summary>A stage's mapping with the keys of the preset that it names, unless it gives them itself; the mapping itself where it names none.</summary>
    internal static MappingNode Apply(MappingNode stage, string path, List<ConfigurationProblem> problems)
    {
        if (stage.Find(nameof(GrpoStageConfig.Preset).ToLowerInvariant()) is not { Value: ScalarNode { IsNull: false } named })
        {
            return stage;
        }
        if (All.FirstOrDefault(preset => preset.Name == named.Value) is { } preset)
        {
            var defaults = (MappingNode)YamlReader.Read(preset.Yaml, $"preset {preset.Name}", withLines: false, problems)!;
            return Merge(stage, defaults);
        }
        var nearest = NearestKey.Find(named.Value, All.Select(candidate => candidate.Name));
        problems.Add(new(named.Where, KeyPath.Append(path, "preset"), $"'{named.Value}' is not among the presets", string.Join(", ", All.Select(candidate => candidate.Name)), nearest is null ? null : $"did you mean '{nearest}'?"));
        return stage;
    }

    // A nested component of another name keeps nothing of the preset's.
    private static MappingNode Merge(MappingNode given, MappingNode defaults) => given with
    {
        Entries =
        [
            .. given.Entries.Select(entry => entry.Value is MappingNode own && defaults.Find(entry.Key)?.Value is MappingNode usual && SameName(own, usual)
                ? entry with { Value = Merge(own, usual) }
                : entry),
            .. defaults.Entries.Where(entry => given.Find(entry.Key) is null),
        ],
    };

    private static bool SameName(MappingNode own, MappingNode usual) =>
        own.Find("name")?.Value is not ScalarNode name || usual.Find("name")?.Value is not ScalarNode other || name.Value == other.Value;
}
