using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>Which keys of an online stage the source of its pairs leaves without effect.</summary>
internal static class OnlineKeys
{
    private static readonly OnlinePreferenceStageConfig s_defaults = new() { MaxSteps = 1, Losses = [] };

    private static readonly string[] s_sampled =
    [
        nameof(OnlinePreferenceStageConfig.NumGenerations),
        nameof(SamplingConfig.MaxCompletionLength),
        nameof(SamplingConfig.Temperature),
        nameof(SamplingConfig.TopK),
        nameof(SamplingConfig.TopP),
        nameof(SamplingConfig.MinP),
        nameof(OnlinePreferenceStageConfig.DropTies),
        nameof(OnlinePreferenceStageConfig.MissingEosPenalty),
        nameof(OnlinePreferenceStageConfig.MaxUnscorableFraction),
    ];

    private static readonly string[] s_recorded = [nameof(OnlinePreferenceStageConfig.Data), nameof(OnlinePreferenceStageConfig.NumPairs)];

    /// <summary>Those of them that are set to something.</summary>
    public static IEnumerable<ValidationResult> WithoutEffect(OnlinePreferenceStageConfig stage) => stage.Source == PairSource.Pairs
        ? KeysWithoutEffect.Of(stage, s_defaults, "on recorded pairs, for which nothing is sampled or judged", "set source: rollouts", s_sampled)
        : KeysWithoutEffect.Of(stage, s_defaults, "on pairs that are sampled", "set source: pairs", s_recorded);
}
