using System.Globalization;
using System.Text.Json;
using Align.Algorithms.RolloutAllocation;
using Align.Core;

namespace Align.Algorithms.PromptSelection;

/// <summary>Beliefs to begin with: a JSON object of prompt index to <c>[alpha, beta]</c>, or to <c>{"successes": c, "rollouts": n}</c>.</summary>
internal static class BeliefFile
{
    private const string Remedy = "give {\"INDEX\": [alpha, beta]} or {\"INDEX\": {\"successes\": c, \"rollouts\": n}}";

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prior">What counts are added to.</param>
    /// <param name="weight">How often a rollout counts.</param>
    /// <param name="population">Indices lie below it.</param>
    /// <exception cref="DataFileException">It cannot be read; names the file and the entry.</exception>
    public static IReadOnlyDictionary<long, BetaPosterior> Read(string path, BetaPosterior prior, double weight, long population)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(path, document.RootElement, entry => Belief(entry, prior, weight), population)
                : throw new DataFileException(path, null, "is no JSON object", Remedy);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, null, "cannot be read as JSON", Remedy, error);
        }
    }

    private static Dictionary<long, BetaPosterior> Read(string path, JsonElement root, Func<JsonElement, BetaPosterior?> belief, long population)
    {
        var beliefs = new Dictionary<long, BetaPosterior>();
        foreach (var entry in root.EnumerateObject())
        {
            var name = entry.Name.Length > 20 ? entry.Name[..20] : entry.Name;
            if (!long.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= population)
            {
                throw new DataFileException(path, null, $"\"{name}\" is no prompt index below {population}", "name prompts by their index in the training split");
            }
            var value = belief(entry.Value) ?? throw new DataFileException(path, null, $"the entry \"{name}\" is neither a belief nor counts", Remedy);
            if (!beliefs.TryAdd(index, value))
            {
                throw new DataFileException(path, null, $"names the prompt {index} twice", "keep one of the entries");
            }
        }
        return beliefs;
    }

    private static BetaPosterior? Belief(JsonElement value, BetaPosterior prior, double weight) => value.ValueKind switch
    {
        JsonValueKind.Array when value.GetArrayLength() == 2 => Parameters(value[0], value[1]),
        JsonValueKind.Object when Count(value, "successes") is { } successes && Count(value, "rollouts") is { } rollouts && successes <= rollouts =>
            prior.Informed(new RolloutCounts(successes, rollouts), weight),
        _ => null,
    };

    private static BetaPosterior? Parameters(JsonElement alpha, JsonElement beta) =>
        alpha.ValueKind == JsonValueKind.Number && beta.ValueKind == JsonValueKind.Number && alpha.GetDouble() > 0 && beta.GetDouble() > 0
            ? new BetaPosterior(alpha.GetDouble(), beta.GetDouble())
            : null;

    private static int? Count(JsonElement value, string name) =>
        value.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var number) && number >= 0 ? number : null;
}
