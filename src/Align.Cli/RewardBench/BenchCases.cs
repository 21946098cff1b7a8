using System.Collections.Immutable;
using System.Text.Json;
using Align.Core;

namespace Align.Cli.RewardBench;

/// <summary>Reads cases: one JSON object a line, with <c>prompt</c> (text or chat messages), <c>answer</c>, <c>solution</c>, <c>metadata</c>, <c>right</c>, <c>wrong</c> and <c>id</c>, each where it is known.</summary>
internal static class BenchCases
{
    private const int MostNamed = 10;
    private static readonly HashSet<string> s_keys = ["id", "prompt", "answer", "solution", "metadata", "right", "wrong"];

    /// <summary>The cases of a file, at most <paramref name="limit"/> spread over it.</summary>
    /// <exception cref="DataFileException">The file cannot be read, holds nothing, or lines of it are no cases.</exception>
    public static List<BenchCase> Read(string path, int limit)
    {
        var (cases, problems) = (new List<BenchCase>(), new List<DataProblem>());
        var lines = Lines(path).Index().Where(line => line.Item.Trim().Length > 0).ToList();
        foreach (var (index, line) in lines)
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                cases.Add(Read(index, json.RootElement));
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
            {
                problems.Add(new DataProblem(index + 1, failure is FormatException ? failure.Message : "is no JSON object with texts where texts are due", "write one JSON object a line"));
            }
        }
        if (problems.Count > 0)
        {
            throw new DataFileException(path, problems[..Math.Min(MostNamed, problems.Count)], Math.Max(0, problems.Count - MostNamed));
        }
        var step = (cases.Count + limit - 1) / limit;
        return cases.Count > 0 ? [.. cases.Where((_, i) => i % step == 0)] : throw new DataFileException(path, null, "holds no case", "give one JSON object a line, such as {\"prompt\": \"2+2=\", \"answer\": \"4\"}");
    }

    private static BenchCase Read(int index, JsonElement line)
    {
        if (line.EnumerateObject().FirstOrDefault(property => !s_keys.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw new FormatException($"has the key '{unknown.Name}'; a case has {string.Join(", ", s_keys)}");
        }
        var prompt = new Prompt(index, Question(line))
        {
            Answer = Text(line, "answer"),
            Solution = Text(line, "solution"),
            Metadata = line.TryGetProperty("metadata", out var facts) ? facts.EnumerateObject().ToDictionary(fact => fact.Name, fact => Text(fact.Value)) : new Dictionary<string, string>(),
        };
        var found = new BenchCase(prompt, Texts(line, "right"), Texts(line, "wrong"));
        if (found.Right.FirstOrDefault(found.Wrong.Contains) is { } both)
        {
            throw new FormatException($"calls '{both}' right and wrong");
        }
        return prompt.Answer is null && prompt.Solution is null && found.Right.IsEmpty && found.Wrong.IsEmpty
            ? throw new FormatException("has no answer, no solution and neither right nor wrong completions")
            : found;
    }

    private static string Question(JsonElement line) => !line.TryGetProperty("prompt", out var prompt) ? ""
        : prompt.ValueKind == JsonValueKind.Array ? string.Join('\n', prompt.EnumerateArray().Select(message => message.GetProperty("content").GetString()))
        : Text(prompt);

    private static string? Text(JsonElement line, string key) => line.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? Text(value) : null;

    private static ImmutableArray<string> Texts(JsonElement line, string key) => line.TryGetProperty(key, out var list) ? [.. list.EnumerateArray().Select(Text)] : [];

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, null, $"cannot be read: {failure.Message}", "check the path and its permissions", failure);
        }
    }
}
