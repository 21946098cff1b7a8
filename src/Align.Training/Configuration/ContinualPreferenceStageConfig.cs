using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Align.Algorithms.PreferenceLosses;

namespace Align.Training.Configuration;

/// <summary>One domain after another: sequential DPO, sequential OFS-DPO, or COFS-DPO, which combines the domains' fast adapters (arXiv:2406.05534).</summary>
/// <remarks>
/// After every domain the accuracy on held-out pairs of all domains is measured; the last measurement adds average, forgetting and transfers.
/// Settings must have been tuned on other domains than they are reported on: those are named in <c>tuning_domains</c>.
/// </remarks>
public sealed record ContinualPreferenceStageConfig : StageConfig, IValidatableObject
{
    private const int MostGridPoints = 100_000;

    /// <inheritdoc/>
    public override string Type => "continual_preference";

    /// <inheritdoc/>
    /// <remarks>A measurement before the first domain, and one after each.</remarks>
    public override long Steps => 1 + (Domains.Count * (StepsPerDomain + 1L));

    /// <inheritdoc/>
    internal override LoraConfig? TrainedAdapter => Lora;

    /// <summary>What is done with the sequence.</summary>
    public ContinualMethod Method { get; init; } = ContinualMethod.Cofs;

    /// <summary>The domains, in the order of training.</summary>
    [MinLength(1)]
    public required ValueList<PreferenceDomainConfig> Domains { get; init; }

    /// <summary>The domains that this stage's settings were tuned on; not trained here, and none of them among the domains. <c>none</c> says that there are none, and the run's report tells it. Needed where coefficients are searched.</summary>
    [NoneIsEmpty]
    public ValueList<PreferenceDomainConfig>? TuningDomains { get; init; }

    /// <summary>Optimizer steps a domain. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public required int StepsPerDomain { get; init; }

    /// <summary>β of DPO. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>Pairs per optimizer step. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int PerStepPairs { get; init; } = 32;

    /// <summary>Pairs per forward pass, each of two sequences; the loss does not depend on it, except through the masks of <c>lora_dropout</c>, which each pass draws for itself. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int MicroBatchSize { get; init; } = 32;

    /// <summary>Train on the first so many pairs of each domain; at most steps_per_domain × per_step_pairs of them are met. 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int NumPairs { get; init; } = 10_000;

    /// <summary>Held-out pairs of each domain on which accuracy is measured. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int HeldOutPairs { get; init; } = 128;

    /// <summary>Held-out pairs of each domain, others than these, that COFS-DPO remembers and chooses its coefficients by. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MemoryPairs { get; init; } = 64;

    /// <summary>Held-out prompts of each domain to be answered and judged by the run's rewards at every measurement; 0 judges none. 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int RewardPrompts { get; init; }

    /// <summary>How these answers are sampled.</summary>
    [Flattened]
    public SamplingConfig Sampling { get; init; } = new() { MaxCompletionLength = 64 };

    /// <summary>COFS-DPO: what each domain's adapters begin from.</summary>
    public DomainStart Start { get; init; } = DomainStart.Continual;

    /// <summary>COFS-DPO: where the coefficients are looked for.</summary>
    public CoefficientSearch Coefficients { get; init; } = CoefficientSearch.Free;

    /// <summary>Step of the grid over the simplex; the whole grid has at most 100,000 points. Without it 0.05 for two domains, 0.1 for three, 0.25 for more. 0.001 to 0.5.</summary>
    [Range(0.001, 0.5)]
    public double? GridStep { get; init; }

    /// <summary>Adam's steps on free coefficients. 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int CoefficientSteps { get; init; } = 150;

    /// <summary>Adam's learning rate on free coefficients. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double CoefficientLearningRate { get; init; } = 0.05;

    /// <summary>Bound of the sum of the free coefficients' magnitudes; the loss alone has no best scale. Above 0, up to 100.</summary>
    [Range(0.0, 100.0, MinimumIsExclusive = true)]
    public double MaxCoefficientSum { get; init; } = 3;

    /// <summary>Weight of the squared distance of free coefficients from 1, added to the loss. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double CoefficientPull { get; init; }

    /// <summary>The adapters.</summary>
    public LoraConfig Lora { get; init; } = new();

    /// <summary>OFS-DPO, where the method is ofs or cofs.</summary>
    public OfsConfig Ofs { get; init; } = new();

    /// <summary>AdamW and its schedule, begun anew in every domain.</summary>
    [Flattened]
    public OptimizerConfig Optimizer { get; init; } = new() { LearningRate = 1e-4 };

    /// <summary>The step of the grid for so many domains.</summary>
    internal double GridStepOf(int domains) => GridStep ?? domains switch { <= 2 => 0.05, 3 => 0.1, _ => 0.25 };

    /// <summary>DPO with this stage's β.</summary>
    internal ValueList<PreferenceLossConfig> Losses => [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss { Beta = Beta } }];

    /// <summary>Pairs of each domain that are set aside for the coefficients.</summary>
    internal int RememberedPairs => Method == ContinualMethod.Cofs ? MemoryPairs : 0;

    /// <summary>Whether coefficients are searched: a single adapter's is 1.</summary>
    internal bool SearchesCoefficients => Method == ContinualMethod.Cofs && Domains.Count > 1;

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext) =>
        [.. DomainProblems(), .. GridProblems(), .. TuningProblems(), .. ContinualKeys.WithoutEffect(this)];

    private IEnumerable<ValidationResult> DomainProblems()
    {
        if (Domains.Select(domain => domain.Name).Distinct().Count() != Domains.Count)
        {
            yield return new("two domains have one name; give each its own", [nameof(Domains)]);
        }
        foreach (var (index, domain) in Domains.Index())
        {
            if (Domains.Take(index).FirstOrDefault(domain.HasPairsOf) is { } same)
            {
                yield return new($"'{domain.Name}' has the {(domain.Data is null ? "environment and options" : "data")} of '{same.Name}', so that both are one domain; change one of them, or remove it", [nameof(Domains)]);
            }
        }
        if (RewardPrompts > 0 && Domains.FirstOrDefault(domain => domain.Environment is null) is { } file)
        {
            yield return new($"domain '{file.Name}' is a file, whose pairs are judged already; set reward_prompts to 0, or give every domain an environment", [nameof(RewardPrompts)]);
        }
    }

    private IEnumerable<ValidationResult> GridProblems()
    {
        if (Coefficients == CoefficientSearch.Simplex && CombinationCoefficients.SimplexPoints(Domains.Count, GridStepOf(Domains.Count)) is var points && points > MostGridPoints)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{points:0.##e0} points over {Domains.Count} domains, each to be tried on every memory; allowed: {MostGridPoints:N0}; take a larger step, or coefficients: free"), [nameof(GridStep)]);
        }
    }

    private IEnumerable<ValidationResult> TuningProblems()
    {
        if (TuningDomains is null && SearchesCoefficients)
        {
            yield return new("missing, and the stage searches coefficients: what is reported on a domain must have been tuned on others; name these, or write tuning_domains: none, which the report then tells", [nameof(TuningDomains)]);
        }
        foreach (var tuned in TuningDomains ?? [])
        {
            if (Domains.FirstOrDefault(domain => domain.Name == tuned.Name || domain.HasPairsOf(tuned)) is { } reported)
            {
                yield return new($"'{tuned.Name}' is domain '{reported.Name}': what is tuned on a domain must not be reported on it; tune on others", [nameof(TuningDomains)]);
            }
        }
    }
}

/// <summary>What is done with a sequence of domains.</summary>
public enum ContinualMethod
{
    /// <summary>DPO on one adapter, domain after domain.</summary>
    Dpo,

    /// <summary>OFS-DPO on one pair of adapters, domain after domain.</summary>
    Ofs,

    /// <summary>OFS-DPO on each domain; a combination of the domains' fast adapters is served.</summary>
    Cofs,
}

/// <summary>What a domain's adapters begin from.</summary>
public enum DomainStart
{
    /// <summary>The fast adapter of the domain before.</summary>
    Continual,

    /// <summary>New adapters that change nothing.</summary>
    Independent,
}

/// <summary>Where the coefficients of a combination are looked for.</summary>
public enum CoefficientSearch
{
    /// <summary>On a grid: none below 0, their sum 1.</summary>
    Simplex,

    /// <summary>Anywhere within a bound, by gradient from 1/K.</summary>
    Free,
}
