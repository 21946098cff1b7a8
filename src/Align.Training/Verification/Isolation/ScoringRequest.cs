using System.Text.Json.Serialization;
using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>One completion to judge, as it goes to another process. The names are part of the protocol of <c>command</c> rewards.</summary>
internal sealed record ScoringRequest
{
    /// <summary>Names the request; to be repeated in the answer. It cannot be guessed.</summary>
    public required string Id { get; init; }

    /// <summary>What the policy read.</summary>
    public required string Prompt { get; init; }

    /// <summary>The gold answer, where there is one.</summary>
    public string? Answer { get; init; }

    /// <summary>What the policy wrote.</summary>
    public required string Completion { get; init; }

    /// <summary>Why it ended.</summary>
    public required FinishReason FinishReason { get; init; }

    /// <summary>The prompt's identity.</summary>
    public required long PromptId { get; init; }

    /// <summary>Which of the prompt's samples it is.</summary>
    public required int SampleIndex { get; init; }

    /// <summary>The prompt's difficulty, where it is known.</summary>
    public double? Difficulty { get; init; }

    /// <summary>The prompt's further facts.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The prompt's solution; for framed workers alone, like all that follows.</summary>
    public string? Solution { get; init; }

    /// <summary>The completion's tokens.</summary>
    public int[]? TokenIds { get; init; }

    /// <summary>Their log-probabilities.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public float[]? LogProbs { get; init; }

    /// <summary>The weights that wrote it.</summary>
    public long? WeightsVersion { get; init; }

    /// <summary>The request for one completion.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="item">What to judge.</param>
    /// <param name="isWhole">Whether tokens go with it, so that a completion can be made of it again.</param>
    public static ScoringRequest Of(string id, ScoringItem item, bool isWhole)
    {
        var (prompt, completion) = (item.Prompt, item.Completion);
        var request = new ScoringRequest
        {
            Id = id,
            Prompt = prompt.Text,
            Answer = prompt.Answer,
            Completion = completion.Text,
            FinishReason = completion.FinishReason,
            PromptId = prompt.Id,
            SampleIndex = completion.SampleIndex,
            Difficulty = prompt.Difficulty,
            Metadata = prompt.Metadata.Count == 0 ? null : prompt.Metadata,
        };
        return isWhole
            ? request with { Solution = prompt.Solution, TokenIds = [.. completion.TokenIds], LogProbs = [.. completion.LogProbs], WeightsVersion = completion.WeightsVersion }
            : request;
    }

    /// <summary>What to judge, made again.</summary>
    public ScoringItem ToItem()
    {
        var prompt = new Prompt(PromptId, Prompt) { Answer = Answer, Solution = Solution, Difficulty = Difficulty, Metadata = Metadata ?? new Dictionary<string, string>() };
        return new(prompt, new Completion(PromptId, SampleIndex, [.. TokenIds ?? []], Completion, [.. LogProbs ?? []], WeightsVersion ?? 0, FinishReason));
    }
}
