using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Align.Training.Rollouts;

namespace Align.Training.Configuration;

/// <summary>One experiment: a policy, an environment, the rewards that judge it and the stages that train it.</summary>
/// <remarks>An instance that was loaded from YAML has passed every range named here and every rule between keys.</remarks>
public sealed record RunConfig
{
    /// <summary>Names the run and its directory. Lower-case letters, digits, <c>-</c> and <c>_</c>; at most 100 characters.</summary>
    [RegularExpression("[a-z0-9_-]{1,100}", ErrorMessage = "lower-case letters, digits, '-' and '_', at most 100 characters")]
    public required string Name { get; init; }

    /// <summary>Seed of every random stream of the run. 0 or above.</summary>
    [Range(0L, long.MaxValue)]
    public long Seed { get; init; }

    /// <summary>Whether the run is to choose hyper-parameters: its evaluations ask the tuning part of the held-out prompts, never the part that reports ask. <c>align study</c> sets it, with <c>--tuning</c> to true.</summary>
    public bool Tuning { get; init; }

    /// <summary>Where the run is written, relative to the working directory; <c>{name}</c> stands for the run's name. Where that holds a run already, the next free of <c>-2</c>, <c>-3</c> and so on is taken.</summary>
    [MinLength(1)]
    public string OutputDir { get; init; } = "runs/{name}";

    /// <summary>The policy's architecture and initial weights.</summary>
    public ModelConfig Model { get; init; } = new();

    /// <summary>How text becomes token ids.</summary>
    public TokenizerConfig Tokenizer { get; init; } = new();

    /// <summary>The source of prompts: its <c>name</c> (see <c>align list environments</c>) and that environment's own options.</summary>
    public required EnvironmentConfig Environment { get; init; }

    /// <summary>The rewards whose weighted sum judges a completion: each a <c>name</c> (see <c>align list rewards</c>), a <c>weight</c> and that reward's own options. Needed by grpo and evaluate stages.</summary>
    public ValueList<RewardConfig> Rewards { get; init; } = [];

    /// <summary>The machine's share: device, threads and workers.</summary>
    public RuntimeConfig Runtime { get; init; } = new();

    /// <summary>When training state is saved and how much of it is kept.</summary>
    public CheckpointConfig Checkpoint { get; init; } = new();

    /// <summary>What is logged besides the metrics of every step.</summary>
    public LoggingConfig Logging { get; init; } = new();

    /// <summary>The stages, run in order on one policy. At least one; each says its <c>type</c>: sft, grpo, reward_model, preference, online_preference, continual_preference or evaluate.</summary>
    [MinLength(1)]
    public required ValueList<StageConfig> Stages { get; init; }

    /// <summary>The part of the held-out prompts that <c>evaluate</c> stages ask.</summary>
    public PromptPart ReportedPart => Tuning ? PromptPart.Tuning : PromptPart.Report;

    /// <summary><see cref="OutputDir"/> with the run's name filled in.</summary>
    public string ResolveOutputDir() => OutputDir.Replace("{name}", Name, StringComparison.Ordinal);

    /// <summary>The name of a stage in metrics and tables: its own, or its index and type, such as <c>1-grpo</c>.</summary>
    /// <param name="index">Position in <see cref="Stages"/>, from 0.</param>
    public string StageName(int index) =>
        Stages[index].Name ?? string.Create(CultureInfo.InvariantCulture, $"{index}-{Stages[index].Type}");
}
