using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Align.Algorithms.Divergences;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Training.Configuration;

/// <summary>Group-relative policy optimization (arXiv:2402.03300) with its token-level and unbiased variants (arXiv:2503.14476, arXiv:2503.20783).</summary>
/// <remarks>
/// A step samples <c>per_step_prompts × num_generations</c> completions, then passes over them <c>num_iterations</c> times,
/// each pass cut into <c>steps_per_generation</c> optimizer steps of whole prompts.
/// </remarks>
public sealed record GrpoStageConfig : StageConfig, IValidatableObject
{
    /// <inheritdoc/>
    public override string Type => "grpo";

    /// <inheritdoc/>
    public override long Steps => MaxSteps;

    /// <inheritdoc/>
    internal override LoraConfig? TrainedAdapter => Lora;

    /// <inheritdoc/>
    internal override bool NeedsReference => ReadsReference && Lora is null;

    /// <summary>A named set of defaults under which the numbers are another library's, such as <c>trl/dapo</c> (see <c>align list presets</c>); the keys that the stage gives win.</summary>
    public string? Preset { get; init; }

    /// <summary>Rollout batches of the stage; each gives num_iterations × steps_per_generation optimizer steps. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public required int MaxSteps { get; init; }

    /// <summary>Prompts per step. 1 to 1,048,576; a multiple of steps_per_generation.</summary>
    [Range(1, 1048576)]
    public int PerStepPrompts { get; init; } = 32;

    /// <summary>Completions per prompt, the group whose mean is the baseline. 2 to 65,536: a group of one has no baseline.</summary>
    [Range(2, 65536)]
    public int NumGenerations { get; init; } = 8;

    /// <summary>How the prompts of a step are chosen: the selector's <c>name</c> (see <c>align list selectors</c>) and its own options, such as <c>{ name: dynamic, max_refills: 9 }</c>.</summary>
    public SelectorConfig Selector { get; init; } = new();

    /// <summary>How many completions each prompt gets: the allocator's <c>name</c> (see <c>align list allocators</c>) and its own options. Its first stage is num_generations.</summary>
    public AllocatorConfig Allocator { get; init; } = new();

    /// <summary>The score of the first reward, before its weight, from which a completion counts as a success for selectors, allocators, <c>batch/*</c> metrics and the evaluations of <c>eval_steps</c>, whatever other rewards add. -1e6 to 1e6.</summary>
    [Range(-1e6, 1e6)]
    public double SuccessThreshold { get; init; } = 1;

    /// <summary>How completions are sampled.</summary>
    [Flattened]
    public SamplingConfig Sampling { get; init; } = new();

    /// <summary>A look at held-out prompts now and then.</summary>
    [Flattened]
    public PeriodicEvaluationConfig Evaluation { get; init; } = new();

    /// <summary>Train a low-rank adapter instead of the whole policy; merged when the stage ends.</summary>
    public LoraConfig? Lora { get; init; }

    /// <summary>AdamW and its schedule.</summary>
    [Flattened]
    public OptimizerConfig Optimizer { get; init; } = new() { LearningRate = 3e-4 };

    /// <summary>Weight of the KL divergence to the policy at the stage's start; 0 needs no reference copy. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double Beta { get; init; }

    /// <summary>Estimator of that divergence per token.</summary>
    public KlEstimator KlEstimator { get; init; } = KlEstimator.K3;

    /// <summary>Bound of a token's k3, beyond which its gradient is 0. Above 0, up to 1e6; null means none, and k3 goes on as a tangent. verl uses 10.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double? KlValueClamp { get; init; }

    /// <summary>The policy loss: its <c>name</c> (see <c>align list losses</c>) and its own options, such as <c>{ name: clip, epsilon: 0.2 }</c>.</summary>
    public PolicyLossConfig PolicyLoss { get; init; } = new();

    /// <summary>How the policy loss weighs tokens: the weighting's <c>name</c> (see <c>align list token_weights</c>) and its own options.</summary>
    public TokenWeightsConfig TokenWeights { get; init; } = new();

    /// <summary>The KL to the reference inside the reward; null means none.</summary>
    public KlInRewardConfig? KlInReward { get; init; }

    /// <summary>How rewards become advantages: the estimator's <c>name</c> (see <c>align list advantages</c>) and its own options, such as <c>{ name: grpo, scale_rewards: group }</c>.</summary>
    public AdvantageConfig Advantage { get; init; } = new();

    /// <summary>How token losses become one number. Losses with an aggregation of their own (gspo, sapo, gmpo) keep it; the KL and the entropy follow this key.</summary>
    public LossType LossType { get; init; } = LossType.Dapo;

    /// <summary>The constant divisor of dr_grpo and seq_mean_token_sum_norm, in tokens. 1 to 1,048,576; null means max_completion_length.</summary>
    [Range(1, 1048576)]
    public int? LossScaleFactor { get; init; }

    /// <summary>Added to the token counts that divide in loss_type grpo, dapo and bnpo. 0 to 1; verl adds 1e-8 in its seq-mean-token-mean.</summary>
    [Range(0.0, 1.0)]
    public double DenominatorEpsilon { get; init; }

    /// <summary>Weight of the entropy bonus. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double EntropyCoef { get; init; }

    /// <summary>Passes over a rollout batch (μ). 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int NumIterations { get; init; } = 1;

    /// <summary>Optimizer steps a pass. 1 to 65,536; divides per_step_prompts.</summary>
    [Range(1, 65536)]
    public int StepsPerGeneration { get; init; } = 1;

    /// <summary>Breadth mode in place of num_iterations and steps_per_generation; null means none.</summary>
    public DarsBConfig? DarsB { get; init; }

    /// <summary>Completions per forward pass; the loss does not depend on it. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int MicroBatchSize { get; init; } = 128;

    /// <summary>Where the old log-probs of the ratio come from.</summary>
    public OldLogprobs OldLogprobs { get; init; } = OldLogprobs.Recompute;

    /// <summary>Whether each step measures how its updates change the entropy at its tokens, and compares that with STEER's predictions. It costs one more forward pass without gradients.</summary>
    public bool MeasureEntropyChange { get; init; }

    /// <summary>Control experiment: permutes the rewards within each group, so that they carry no information.</summary>
    public bool ShuffleRewards { get; init; }

    /// <summary>Whether completions cut at max_completion_length are left out of the loss and its counts. They stay in their group's baseline, as in TRL.</summary>
    public bool MaskTruncatedCompletions { get; init; }

    /// <summary>The share of unscorable completions in a step above which the run stops. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MaxUnscorableFraction { get; init; } = 0.25;

    /// <summary>The constant divisor in effect.</summary>
    public int EffectiveLossScale => LossScaleFactor ?? Sampling.MaxCompletionLength;

    /// <summary>The stage's loss: what the learner minimises, token by token.</summary>
    public GrpoOptions Objective => new()
    {
        Loss = PolicyLoss.Loss,
        LossType = LossType,
        Beta = Beta,
        KlEstimator = KlEstimator,
        KlValueClamp = KlValueClamp,
        EntropyCoefficient = EntropyCoef,
        DenominatorEpsilon = DenominatorEpsilon,
    };

    /// <summary>Completions of one step, without those that an allocator adds or a selector refills.</summary>
    public long CompletionsPerStep => (long)PerStepPrompts * NumGenerations;

    /// <summary>The most completions of one step.</summary>
    public long MaxCompletionsPerStep =>
        (long)PerStepPrompts * ((MaxGenerations * (1L + Selector.Selector.MaxRefills)) + (Advantage.Estimator.Traits.NeedsGreedyRewards ? 1 : 0));

    /// <summary>The most completions that a prompt is trained on.</summary>
    public int MaxGenerations => Allocator.Allocator.MaxGenerations(NumGenerations);

    /// <summary>Passes over a rollout batch.</summary>
    public int Passes => DarsB?.FullBatchEpochs ?? NumIterations;

    /// <summary>Optimizer steps a pass.</summary>
    public int StepsPerPass => DarsB is null ? StepsPerGeneration : 1;

    /// <summary>Optimizer steps of one step.</summary>
    public int UpdatesPerStep => Passes * StepsPerPass;

    /// <summary>Prompts of one optimizer step.</summary>
    public int PromptsPerUpdate => PerStepPrompts / StepsPerPass;

    /// <summary>Whether something compares the policy with the one at the stage's start.</summary>
    internal bool ReadsReference => Beta > 0 || KlInReward is not null;

    /// <summary>Whether something reads the entropy of the policy that sampled.</summary>
    internal bool ReadsOldEntropy => MeasureEntropyChange || !TokenWeights.Weighting.IsUniform;

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Sampling.Temperature == 0)
        {
            yield return new("temperature 0 samples one completion again and again, so every advantage is 0; allowed above 0; use 1.0", ["Temperature"]);
        }
        foreach (var problem in Evaluation.EvalSteps > 0 ? [] : KeysWithoutEffect.Of(
            Evaluation, new PeriodicEvaluationConfig(), "without evaluations", "set eval_steps above 0", nameof(Evaluation.EvalPrompts), nameof(Evaluation.EvalGenerations)))
        {
            yield return problem;
        }
        if (PerStepPrompts % StepsPerPass != 0)
        {
            yield return new(SplitProblem(), [nameof(StepsPerGeneration)]);
        }
        if (OldLogprobs == OldLogprobs.Detach && UpdatesPerStep > 1)
        {
            yield return new(Invariant($"detach takes the ratio for 1, which holds only for the first optimizer step of a rollout batch, and this stage takes num_iterations × steps_per_generation = {UpdatesPerStep}; use recompute"), [nameof(OldLogprobs)]);
        }
        if (Lora is { LoraDropout: > 0 })
        {
            yield return new("lora_dropout changes the policy between the old and the new log-probs, so the ratio of the first update is not 1; use lora_dropout: 0", [nameof(Lora)]);
        }
        foreach (var problem in GrpoCombinations.Problems(this))
        {
            yield return problem;
        }
    }

    private string SplitProblem()
    {
        var below = LegalDivisor(StepsPerGeneration, -1);
        var above = LegalDivisor(StepsPerGeneration, +1);
        var nearest = above is null || below == above ? $"{below}" : $"{below} or {above}";
        return Invariant($"{StepsPerGeneration} does not cut {PerStepPrompts} prompts × {NumGenerations} completions into equal optimizer steps of whole prompts; allowed: divisors of per_step_prompts, nearest {nearest}");
    }

    private int? LegalDivisor(int start, int direction)
    {
        for (var candidate = start; candidate >= 1 && candidate <= PerStepPrompts; candidate += direction)
        {
            if (PerStepPrompts % candidate == 0)
            {
                return candidate;
            }
        }
        return direction < 0 && start > PerStepPrompts ? PerStepPrompts : null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where the old log-probs of the importance ratio come from.</summary>
public enum OldLogprobs
{
    /// <summary>The learner's own forward pass over the rollout batch before its first update.</summary>
    Recompute,

    /// <summary>Those that the sampler gave: saves a pass, and the first update's ratio is 1 up to the sampler's rounding.</summary>
    Rollout,

    /// <summary>The current log-probs, detached; legal only where a rollout batch gives one optimizer step.</summary>
    Detach,
}
