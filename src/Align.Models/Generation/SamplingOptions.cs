namespace Align.Models.Generation;

/// <summary>How tokens are drawn. Applied in this order: temperature, top-k, top-p, min-p.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits; at least 0. 0 takes the likeliest token, the lowest id among equals. The default is 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Keep this many likeliest tokens, lower ids first among equals; 0 keeps all. The default is 0.</summary>
    public int TopK { get; init; }

    /// <summary>Keep the fewest likeliest tokens whose probabilities sum to at least this; in (0, 1]. The default is 1 (Holtzman et al. 2019, arXiv:1904.09751).</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Keep tokens at least this likely relative to the likeliest; in [0, 1]. The default is 0 (Nguyen et al. 2024, arXiv:2407.01082).</summary>
    public double MinP { get; init; }

    /// <summary>The most tokens of a completion; at least 1.</summary>
    public required int MaxNewTokens { get; init; }

    /// <summary>Tokens that end a completion and are its last; may be empty.</summary>
    public IReadOnlyList<int> StopTokenIds { get; init; } = [];

    /// <summary>Whether no randomness is used.</summary>
    public bool IsGreedy => Temperature == 0;

    /// <summary>What is wrong, one line a problem; empty when the options can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        Require(double.IsFinite(Temperature) && Temperature >= 0, $"temperature is {Temperature} and must be at least 0");
        Require(TopK >= 0, $"top_k is {TopK} and must be at least 0 (0 keeps all)");
        Require(TopP is > 0 and <= 1, $"top_p is {TopP} and must lie in (0, 1]");
        Require(MinP is >= 0 and <= 1, $"min_p is {MinP} and must lie in [0, 1]");
        Require(MaxNewTokens >= 1, $"max_new_tokens is {MaxNewTokens} and must be at least 1");
        return problems;

        void Require(bool holds, string problem)
        {
            if (!holds) problems.Add(problem);
        }
    }
}
