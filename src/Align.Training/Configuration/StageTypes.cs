namespace Align.Training.Configuration;

/// <summary>The closed set of stages by their <c>type</c> in YAML.</summary>
internal static class StageTypes
{
    /// <summary>Every stage type, with an instance maker that leaves required members unset for the binder to fill.</summary>
    public static IReadOnlyList<(string Name, Type Type, Func<StageConfig> Create)> All { get; } =
    [
        Of<SftStageConfig>(),
        Of<GrpoStageConfig>(),
        Of<RewardModelStageConfig>(),
        Of<PreferenceStageConfig>(),
        Of<OnlinePreferenceStageConfig>(),
        Of<ContinualPreferenceStageConfig>(),
        Of<EvaluateStageConfig>(),
    ];

    private static (string Name, Type Type, Func<StageConfig> Create) Of<TStage>()
        where TStage : StageConfig => (Create<TStage>().Type, typeof(TStage), Create<TStage>);

    private static StageConfig Create<TStage>()
        where TStage : StageConfig => Activator.CreateInstance<TStage>();
}
