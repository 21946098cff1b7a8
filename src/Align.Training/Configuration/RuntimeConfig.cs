using System.ComponentModel.DataAnnotations;
using Align.Models.Generation;

namespace Align.Training.Configuration;

/// <summary>The machine's share. Worker counts change the speed of a run, never its result; the number of threads may change the last bits.</summary>
public sealed record RuntimeConfig
{
    /// <summary>Where tensors live.</summary>
    public RuntimeDevice Device { get; init; } = RuntimeDevice.Cpu;

    /// <summary>Threads of tensor operations. 1 to 1,024. A run that is resumed keeps its number, on which bitwise equality depends.</summary>
    [Range(1, 1024)]
    [DefaultText("number of processors")]
    public int Threads { get; init; } = System.Environment.ProcessorCount;

    /// <summary>Actors that generate completions. 1 to 64.</summary>
    [Range(1, 64)]
    public int RolloutWorkers { get; init; } = 1;

    /// <summary>Actors that score completions. 1 to 64.</summary>
    [Range(1, 64)]
    public int RewardWorkers { get; init; } = 2;

    /// <summary>Seconds after which a reward counts as hung and its completion as unscorable. Above 0, up to 3,600.</summary>
    [Range(0.0, 3600.0, MinimumIsExclusive = true)]
    public double RewardTimeoutSeconds { get; init; } = 30;

    /// <summary>Completions that a rollout worker generates at once. 1 to 65,536. The decode engine gives a finished one's place to the next; the plain path cuts work into batches of this size, however many workers there are.</summary>
    [Range(1, 65536)]
    public int RolloutBatchSize { get; init; } = 256;

    /// <summary>What generates completions. The two differ in the last bits of log-probs, and so in a token at the edge of two.</summary>
    public RolloutEngine RolloutEngine { get; init; } = RolloutEngine.Auto;

    /// <summary>Completion positions whose logits the learner holds at once, over the whole vocabulary; 0 for all of a micro-batch. 0 to 1,048,576. Fewer take less memory and one more pass through the head; the last bits may change.</summary>
    [Range(0, 1048576)]
    public int LogitsChunkTokens { get; init; } = 2048;
}

/// <summary>Kinds of device.</summary>
public enum RuntimeDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first CUDA device.</summary>
    Cuda,
}
