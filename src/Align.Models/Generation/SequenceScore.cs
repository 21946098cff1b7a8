using System.Text.Json.Serialization;

namespace Align.Models.Generation;

/// <summary>What a model says of a sequence; serialises to the JSON object of <c>align logprobs</c>.</summary>
/// <param name="InputIds">The sequence.</param>
/// <param name="TokenLogProbs">Nats; entry t scores token t + 1, so there is one fewer than tokens.</param>
/// <param name="Logits">One row a position, where asked for.</param>
/// <param name="Greedy">The likeliest continuation, token by token; empty where not asked for.</param>
public sealed record SequenceScore(
    [property: JsonPropertyName("input_ids")] IReadOnlyList<int> InputIds,
    [property: JsonPropertyName("token_logprobs")] IReadOnlyList<double> TokenLogProbs,
    [property: JsonPropertyName("logits"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<float>>? Logits,
    [property: JsonPropertyName("greedy")] IReadOnlyList<int> Greedy);
