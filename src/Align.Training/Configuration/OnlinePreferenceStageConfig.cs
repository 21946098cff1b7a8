using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>Preference training on the policy's own answers (online DPO, arXiv:2402.04792): the better-judged of two completions is the chosen one. With <c>ofs</c> it is OFS-DPO.</summary>
/// <remarks>A step samples <c>per_step_prompts × num_generations</c> completions and passes over the pairs <c>num_iterations</c> times, in <c>steps_per_generation</c> optimizer steps each.</remarks>
public sealed record OnlinePreferenceStageConfig : StageConfig, IValidatableObject
{
    /// <inheritdoc/>
    public override string Type => "online_preference";

    /// <inheritdoc/>
    public override long Steps => MaxSteps;

    /// <inheritdoc/>
    internal override LoraConfig? TrainedAdapter => Lora;

    /// <inheritdoc/>
    internal override bool NeedsReference => Lora is null || Losses.Any(loss => loss.Loss.Traits.ReadsTokens);

    /// <summary>Rollout batches of the stage, or steps over recorded pairs. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public required int MaxSteps { get; init; }

    /// <summary>The losses whose weighted sum is minimized: each a <c>name</c> (see <c>align list losses</c>), a <c>weight</c> and that loss's own options.</summary>
    [MinLength(1)]
    public required ValueList<PreferenceLossConfig> Losses { get; init; }

    /// <summary>Where the pairs come from.</summary>
    public PairSource Source { get; init; } = PairSource.Rollouts;

    /// <summary>Prompts per step; with recorded pairs, pairs per step. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int PerStepPrompts { get; init; } = 32;

    /// <summary>Completions per prompt; of more than two, the best and the worst make the pair. 2 to 65,536.</summary>
    [Range(2, 65536)]
    public int NumGenerations { get; init; } = 2;

    /// <summary>How completions are sampled.</summary>
    [Flattened]
    public SamplingConfig Sampling { get; init; } = new() { MaxCompletionLength = 64, Temperature = 0.9 };

    /// <summary>Whether pairs of equal reward are left out. Without it the first completion counts as the better one, as in TRL.</summary>
    public bool DropTies { get; init; }

    /// <summary>Taken off the reward of a completion that was cut at max_completion_length; null means nothing. 0 to 1e6.</summary>
    [Range(0.0, 1e6)]
    public double? MissingEosPenalty { get; init; }

    /// <summary>Passes over the pairs of a step. 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int NumIterations { get; init; } = 1;

    /// <summary>Optimizer steps a pass. 1 to 65,536; at most per_step_prompts.</summary>
    [Range(1, 65536)]
    public int StepsPerGeneration { get; init; } = 1;

    /// <summary>Pairs per forward pass, each of two sequences; the loss does not depend on it, except through the masks of <c>lora_dropout</c>, which each pass draws for itself. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int MicroBatchSize { get; init; } = 32;

    /// <summary>With recorded pairs: a JSONL file with the columns <c>prompt, chosen, rejected</c>, texts or chat messages, whose order is the stream's. Without it, the environment's own pairs. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? Data { get; init; }

    /// <summary>With recorded pairs: the stream is the first so many; it begins again at its end. 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int? NumPairs { get; init; }

    /// <summary>The share of unscorable completions in a step above which the run stops. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MaxUnscorableFraction { get; init; } = 0.25;

    /// <summary>Train a low-rank adapter instead of the whole policy; merged when the stage ends.</summary>
    public LoraConfig? Lora { get; init; }

    /// <summary>Two adapters that chase each other instead of one; needs lora, and one loss: dpo.</summary>
    public OfsConfig? Ofs { get; init; }

    /// <summary>AdamW and its schedule.</summary>
    [Flattened]
    public OptimizerConfig Optimizer { get; init; } = new() { LearningRate = 1e-4 };

    /// <summary>Optimizer steps of one step.</summary>
    public int UpdatesPerStep => NumIterations * StepsPerGeneration;

    /// <summary>Completions of one step.</summary>
    public long CompletionsPerStep => Source == PairSource.Rollouts ? (long)PerStepPrompts * NumGenerations : 0;

    /// <summary>The stage as if it were one over recorded pairs: where these are read by the same rules.</summary>
    internal PreferenceStageConfig Recorded => new() { MaxSteps = MaxSteps, Losses = Losses, PerStepPairs = PerStepPrompts, Pairs = new() { Data = Data, NumPairs = NumPairs } };

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Source == PairSource.Rollouts && Sampling.Temperature == 0)
        {
            yield return new("temperature 0 samples one completion again and again, and a pair needs two; allowed above 0; use 0.9", ["Temperature"]);
        }
        if (StepsPerGeneration > PerStepPrompts)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{StepsPerGeneration} optimizer steps cannot share {PerStepPrompts} pairs; allowed: at most per_step_prompts"), [nameof(StepsPerGeneration)]);
        }
        foreach (var problem in OnlineKeys.WithoutEffect(this))
        {
            yield return problem;
        }
        if (Losses.FirstOrDefault(loss => loss.Loss.Traits.ReadsRewardMargins) is { } margins)
        {
            yield return new($"'{margins.Name}' reads the margins of a reward model, which are measured once for recorded pairs; use it in a preference stage", [nameof(Losses)]);
        }
        foreach (var problem in AdapterRules.Problems(Lora, Ofs, Losses))
        {
            yield return new(problem, [nameof(Ofs)]);
        }
    }
}

/// <summary>Where pairs come from.</summary>
public enum PairSource
{
    /// <summary>Sampled from the policy as it is and judged by the run's rewards.</summary>
    Rollouts,

    /// <summary>Recorded ones of a file or of the environment, in their order: a stream.</summary>
    Pairs,
}
