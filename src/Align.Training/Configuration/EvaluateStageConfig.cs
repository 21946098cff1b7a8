using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Align.Training.Configuration;

/// <summary>Evaluation on the environment's held-out prompts: pass@k (arXiv:2107.03374) with bootstrap intervals over prompts.</summary>
public sealed record EvaluateStageConfig : StageConfig, IValidatableObject
{
    /// <inheritdoc/>
    public override string Type => "evaluate";

    /// <inheritdoc/>
    public override long Steps => 1;

    /// <inheritdoc/>
    public override bool Trains => false;

    /// <summary>Held-out prompts, drawn by the seed from the part of the test split that is for reports, in a run with <c>tuning: true</c> from the other (of an unbounded split, the first ones). 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int NumPrompts { get; init; } = 256;

    /// <summary>Completions per prompt. 1 to 65,536.</summary>
    [Range(1, 65536)]
    public int NumGenerations { get; init; } = 8;

    /// <summary>The values of k; each at least 1 and at most num_generations.</summary>
    [MinLength(1)]
    public ValueList<int> PassAtK { get; init; } = [1, 8];

    /// <summary>The score of the first reward, before its weight, from which a completion counts as correct for pass@k, votes and re-ranking; where training uses another than 1, say the same here. -1e6 to 1e6.</summary>
    [Range(-1e6, 1e6)]
    public double SuccessThreshold { get; init; } = 1;

    /// <summary>A reward, by its name under <c>rewards</c> and other than the first, whose score re-ranks the completions of a prompt (<c>rr@n</c> and the like); null means none. With weight 0 it does nothing else.</summary>
    public string? RankBy { get; init; }

    /// <summary>The K of <c>rr_majK</c> and <c>wrr_majK</c>, how many of the largest classes of equal answers are ranked, and the N of <c>maj_topN</c>, how many of the best completions vote. 1 to 65,536.</summary>
    [Range(1, 65536)]
    public int RankTop { get; init; } = 8;

    /// <summary>Equal parts of the difficulties 0 to 1 whose prompts are told apart; 0 for none. Categories are told apart where prompts have them. 0 to 100.</summary>
    [Range(0, 100)]
    public int DifficultyBuckets { get; init; } = 4;

    /// <summary>How completions are sampled.</summary>
    [Flattened]
    public SamplingConfig Sampling { get; init; } = new();

    /// <summary>Coverage of the intervals. Above 0, below 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Confidence { get; init; } = 0.95;

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        foreach (var k in PassAtK.Where(k => k < 1 || k > NumGenerations))
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"k = {k} lies outside 1..{NumGenerations}; pass@k needs at least k completions a prompt; lower k or raise num_generations"), [nameof(PassAtK)]);
        }
        if (PassAtK.Distinct().Count() != PassAtK.Count)
        {
            yield return new("a value of k stands twice; keep one", [nameof(PassAtK)]);
        }
        if (Sampling.Temperature == 0 && NumGenerations > 1)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{NumGenerations} completions at temperature 0 are all the same; use num_generations: 1 and pass_at_k: [1], or a temperature above 0"), [nameof(NumGenerations)]);
        }
    }
}
