using Align.Models.Generation;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Rollouts;

/// <summary>Says in words what will generate the completions of a run.</summary>
internal static class GenerationPath
{
    /// <summary>Whether the native decode engine generates, wherever no adapter is in use.</summary>
    public static bool IsNative(RunConfig config) => Obstacle(config) is null;

    /// <summary>Whether the native decode engine generates with a policy as it is now.</summary>
    public static bool IsNative(DecoderTransformer policy, RolloutEngine engine) => engine == RolloutEngine.Auto && DecodeEngine.Obstacle(policy) is null;

    /// <summary>A clause, such as "native decode engine".</summary>
    public static string Describe(RunConfig config)
    {
        if (Obstacle(config) is { } obstacle) return $"plain generation ({obstacle})";
        var adapters = config.Stages.Any(stage => stage.TrainedAdapter is not null) ? ", plain generation where an adapter is in use" : "";
        return "native decode engine" + adapters;
    }

    private static string? Obstacle(RunConfig config) => config.Runtime.RolloutEngine == RolloutEngine.Plain
        ? "runtime.rollout_engine says so"
        : DecodeEngine.Obstacle(TrainingStateFactory.DtypeOf(config.Model), config.Runtime.Device == RuntimeDevice.Cuda ? DeviceType.CUDA : DeviceType.CPU, adapted: false);
}
