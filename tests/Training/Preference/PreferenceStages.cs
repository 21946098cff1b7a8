using Align.Algorithms.PreferenceLosses;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Preference;

/// <summary>Small preference stages for whole runs.</summary>
internal static class PreferenceStages
{
    public static PreferenceStageConfig Dpo { get; } = Of("dpo", new DpoLoss());

    public static RewardModelStageConfig RewardModel { get; } = new()
    {
        MaxSteps = 12,
        PerStepPairs = 8,
        MicroBatchSize = 4,
        EvalSteps = 3,
        Optimizer = new OptimizerConfig { LearningRate = 0.01 },
    };

    public static PreferenceStageConfig Of(string name, IPreferenceLoss loss) => new()
    {
        MaxSteps = 6,
        Losses = [new PreferenceLossConfig { Name = name, Options = loss }],
        PerStepPairs = 8,
        MicroBatchSize = 4,
        Optimizer = new OptimizerConfig { LearningRate = 0.01 },
    };

    public static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;

    public static bool Has(MetricsRecord record, string name) => record.Values.Any(metric => metric.Key == name);
}
