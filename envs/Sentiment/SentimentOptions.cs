using System.ComponentModel.DataAnnotations;

namespace Align.Envs.Sentiment;

/// <summary>Which world of sentiment, and what preferences in it.</summary>
public sealed record SentimentOptions : IValidatableObject
{
    /// <summary>How informative the preference pairs are. Default high. Legal: high, medium, low.</summary>
    [EnumDataType(typeof(PairQuality))]
    public PairQuality Quality { get; init; } = PairQuality.High;

    /// <summary>Scale of the Gumbel noise on the two scores that a label compares; 0 labels by the scores alone. Default 1. Range [0, 10].</summary>
    [Range(0.0, 10.0)]
    public double LabelNoise { get; init; } = 1;

    /// <summary>Whose taste scores the texts. Default a. Legal: a, b, c (one family) and d, e, f (another, independent of it).</summary>
    [EnumDataType(typeof(SentimentDomain))]
    public SentimentDomain Domain { get; init; } = SentimentDomain.A;

    /// <summary>Correlation of the scores of any two domains of one family over the world's texts, before they are squashed. Default 0. Range [-0.95, 0.95]; domains c and f need it above -0.45.</summary>
    [Range(-0.95, 0.95)]
    public double Correlation { get; init; }

    /// <summary>Whether each prompt begins with the capital letter of its domain, so that one policy can serve several. Default false.</summary>
    public bool DomainMarker { get; init; }

    /// <summary>The fewest words of a prompt. Default 4. Range [3, 64].</summary>
    [Range(3, 64)]
    public int MinPromptLength { get; init; } = 4;

    /// <summary>The most words of a prompt. Default 8. Range [3, 64], and not below <see cref="MinPromptLength"/>.</summary>
    [Range(3, 64)]
    public int MaxPromptLength { get; init; } = 8;

    /// <summary>The fewest symbols of a text that answers a prompt. Default 8. Range [1, 64].</summary>
    [Range(1, 64)]
    public int MinResponseLength { get; init; } = 8;

    /// <summary>The most symbols of a text that answers a prompt. Default 14. Range [1, 64], and not below <see cref="MinResponseLength"/>.</summary>
    [Range(1, 64)]
    public int MaxResponseLength { get; init; } = 14;

    /// <summary>How many prompts, each with its pair, there are to train on. Default 10000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TrainSize { get; init; } = 10_000;

    /// <summary>How many prompts, each with its pair, are held out. Default 2000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TestSize { get; init; } = 2_000;

    /// <summary>Decides the world (its chain and its tastes) and every draw from it. Default 0. Any 64-bit integer.</summary>
    public long Seed { get; init; }

    /// <summary>The problems that concern more than one option.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinPromptLength > MaxPromptLength)
        {
            yield return new ValidationResult($"min_prompt_length is {MinPromptLength} and max_prompt_length is {MaxPromptLength}; the least must not exceed the most.", [nameof(MinPromptLength), nameof(MaxPromptLength)]);
        }
        if (MinResponseLength > MaxResponseLength)
        {
            yield return new ValidationResult($"min_response_length is {MinResponseLength} and max_response_length is {MaxResponseLength}; the least must not exceed the most.", [nameof(MinResponseLength), nameof(MaxResponseLength)]);
        }
        if (Domain is SentimentDomain.C or SentimentDomain.F && Correlation <= -0.45)
        {
            yield return new ValidationResult($"correlation is {Correlation}; three domains cannot all conflict so much: with domain c or f it must be above -0.45.", [nameof(Correlation), nameof(Domain)]);
        }
    }
}
