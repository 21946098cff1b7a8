using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Algorithms.PromptSelection;

/// <summary>MoPPS: a Beta belief about each prompt's success rate, learned from the rollouts of training alone, and Thompson sampling of the prompts whose drawn rate lies nearest the target, before any rollout is spent.</summary>
/// <remarks>
/// arXiv:2507.04632; the numbers are those of <see cref="BetaPosterior"/> and <see cref="ThompsonChoice"/>. Candidates are the next <c>pool</c>·(prompts per step)
/// prompts of the uniform order, an epoch's tail that fills no pool being left out; where the pool exceeds the population, all prompts are. A prompt never
/// seen keeps the prior, whose draws lie anywhere: exploration needs no further term. Prompts that are not selected neither fade nor change.
/// <para>
/// Differs from the official code: counts are the true numbers of judged rollouts, ties go by the prompt's index, the state is restored
/// exactly on resume, the rank correlation has the paper's sign, and draws come from streams keyed by (seed, step, prompt).
/// </para>
/// </remarks>
public sealed record MoppsSelector : IPromptSelector, IValidatableObject
{
    /// <summary>Which candidates are taken: top_k, threshold or uniform.</summary>
    public SelectionStrategy Strategy { get; init; } = SelectionStrategy.TopK;

    /// <summary>The success rate that top_k looks for. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Target { get; init; } = 0.5;

    /// <summary>The lower end of threshold's band, and of the metric mopps/posterior_in_band. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Lower { get; init; } = 0.3;

    /// <summary>The upper end of the band. 0 to 1, above lower.</summary>
    [Range(0.0, 1.0)]
    public double Upper { get; init; } = 0.7;

    /// <summary>The temporal discount λ of a belief at each observation. 0 to 1: 1 forgets nothing, 0 knows the last step alone. The official scripts use 1 (MATH) and 0.5 (Countdown, Geometry3k).</summary>
    [Range(0.0, 1.0)]
    public double Decay { get; init; } = 1;

    /// <summary>Candidates for each prompt of a step. 1 to 1,000,000; 1 leaves no choice. The official scripts use 16 (MATH) and 8.</summary>
    [Range(1.0, 1e6)]
    public double Pool { get; init; } = 16;

    /// <summary>α of the belief about a prompt never seen. 0.001 to 1,000,000.</summary>
    [Range(0.001, 1e6)]
    public double PriorAlpha { get; init; } = 1;

    /// <summary>β of the belief about a prompt never seen. 0.001 to 1,000,000.</summary>
    [Range(0.001, 1e6)]
    public double PriorBeta { get; init; } = 1;

    /// <summary>A JSON file of beliefs to begin with, by prompt index: {"12": [alpha, beta]}, or {"12": {"successes": 3, "rollouts": 8}} for rollouts made before; null means none.</summary>
    [FilePath]
    public string? PriorFile { get; init; }

    /// <summary>How often a rollout of the prior file counts. 0 to 1,000; the official code counts it three times.</summary>
    [Range(0.0, 1000.0)]
    public double PriorWeight { get; init; } = 3;

    /// <inheritdoc/>
    public PromptSelectorTraits Traits => new() { Learns = true, NeedsPopulation = true };

    /// <inheritdoc/>
    public IPromptSelection Begin(SelectionScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Population is not { } population)
        {
            throw new ArgumentException("mopps must meet a prompt again, and this environment never repeats one; choose the selector uniform, or an environment with a bounded number of prompts.", nameof(scope));
        }
        if (population < scope.PromptsPerStep)
        {
            throw new ArgumentException($"mopps selects {scope.PromptsPerStep} different prompts a step, and there are {population}; lower the prompts per step.", nameof(scope));
        }
        var prior = new BetaPosterior(PriorAlpha, PriorBeta);
        return new MoppsSelection(this, scope, population, PriorFile is null ? new Dictionary<long, BetaPosterior>() : BeliefFile.Read(PriorFile, prior, PriorWeight, population));
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Upper <= Lower)
        {
            yield return new(FormattableString.Invariant($"{Upper} does not lie above lower = {Lower}; raise it"), [nameof(Upper)]);
        }
    }
}
