using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>Which keys of a continual stage its method does not read.</summary>
internal static class ContinualKeys
{
    private static readonly ContinualPreferenceStageConfig s_defaults = new() { Domains = [], StepsPerDomain = 1 };

    private static readonly string[] s_combination =
        [nameof(ContinualPreferenceStageConfig.MemoryPairs), nameof(ContinualPreferenceStageConfig.Start), nameof(ContinualPreferenceStageConfig.Coefficients)];

    private static readonly string[] s_free =
    [
        nameof(ContinualPreferenceStageConfig.CoefficientSteps),
        nameof(ContinualPreferenceStageConfig.CoefficientLearningRate),
        nameof(ContinualPreferenceStageConfig.MaxCoefficientSum),
        nameof(ContinualPreferenceStageConfig.CoefficientPull),
    ];

    private static readonly string[] s_simplex = [nameof(ContinualPreferenceStageConfig.GridStep)];

    private static readonly string[] s_sampling =
    [
        nameof(SamplingConfig.MaxCompletionLength), nameof(SamplingConfig.Temperature), nameof(SamplingConfig.TopK), nameof(SamplingConfig.TopP), nameof(SamplingConfig.MinP),
    ];

    /// <summary>Those of them that are set to something.</summary>
    public static IEnumerable<ValidationResult> WithoutEffect(ContinualPreferenceStageConfig stage) =>
    [
        .. stage.Method == ContinualMethod.Dpo ? Of(stage, "with method dpo, which trains one adapter", "set method to ofs or cofs", [nameof(stage.Ofs)]) : [],
        .. stage.Method switch
        {
            ContinualMethod.Cofs when stage.Coefficients == CoefficientSearch.Free => Of(stage, "on free coefficients", "set coefficients: simplex", s_simplex),
            ContinualMethod.Cofs => Of(stage, "on coefficients of a simplex", "set coefficients: free", s_free),
            ContinualMethod.Ofs => Of(stage, "with method ofs, which combines no adapters", "set method: cofs", [.. s_combination, .. s_free, .. s_simplex]),
            _ => Of(stage, "with method dpo, which combines no adapters", "set method: cofs", [.. s_combination, .. s_free, .. s_simplex]),
        },
        .. stage.RewardPrompts == 0 ? Of(stage, "where no answers are sampled", "set reward_prompts above 0", s_sampling) : [],
    ];

    private static IEnumerable<ValidationResult> Of(ContinualPreferenceStageConfig stage, string reason, string remedy, string[] keys) =>
        KeysWithoutEffect.Of(stage, s_defaults, reason, remedy, keys);
}
