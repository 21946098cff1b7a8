using System.Text.Json;
using Align.Core;

namespace Align.Envs.JsonLines;

/// <summary>Takes the fields out of one line; what is wrong goes to <paramref name="problems"/>.</summary>
internal sealed class JsonLinesFields(long line, JsonElement row, DataProblems problems)
{
    /// <summary>The messages of a field; a text is one of the user's. <see langword="null"/> where there is a problem.</summary>
    public IReadOnlyList<(string Role, string Content)>? Messages(string field)
    {
        const string Remedy = "write a text in quotes, or a list of {\"role\", \"content\"}, both texts in quotes";
        if (Find(field) is not { } value)
        {
            return Missing(field);
        }
        if (value.ValueKind == JsonValueKind.String)
        {
            return NotBlank(value.GetString()!) ? [("user", value.GetString()!)] : Problem($"\"{field}\" is blank", "write the question, or remove the line");
        }
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            return Problem($"\"{field}\" is neither a text nor a list of messages", Remedy);
        }
        var messages = value.EnumerateArray().Select(message => (Role: Part(message, "role"), Content: Part(message, "content"))).ToList();
        return messages.TrueForAll(message => message.Role is not null && message.Content is not null)
            ? NotBlank(messages[^1].Content!) ? [.. messages.Select(message => (message.Role!, message.Content!))] : Problem($"the last message of \"{field}\" is blank", "write the question, or remove the line")
            : Problem($"a message of \"{field}\" has no text \"role\" or no text \"content\"", Remedy);
    }

    /// <summary>The text of a field that must be there, or its number as it is written.</summary>
    public string? Answer(string field)
    {
        if (Find(field) is not { } value)
        {
            Missing(field);
            return null;
        }
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        if (text.Length == 0)
        {
            Problem($"\"{field}\" is no answer", "write a text in quotes or a number, or remove the line");
            return null;
        }
        return text;
    }

    /// <summary>What follows the last mark in an answer.</summary>
    public string? AfterMark(string answer, string field, string mark)
    {
        var at = answer.LastIndexOf(mark, StringComparison.Ordinal);
        var rest = at < 0 ? "" : answer[(at + mark.Length)..].Trim();
        if (rest.Length == 0)
        {
            Problem($"\"{field}\" has no answer after {mark}", $"write {mark} and the answer at its end, or remove answer_mark");
            return null;
        }
        return rest;
    }

    /// <summary>The text or number of a field that may be missing.</summary>
    public string? Optional(string field) => Find(field) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : null;

    /// <summary>A field as a fact for rewards: a text as it is, all else as JSON; <see langword="null"/> where it is missing or null.</summary>
    public string? Fact(string field) => Find(field) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } value => value.GetRawText(),
    };

    /// <summary>A difficulty, where there is one.</summary>
    public double? Difficulty(string field)
    {
        if (Find(field) is not { } value || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1 and var difficulty)
        {
            return difficulty;
        }
        Problem($"\"{field}\" is no number from 0 to 1", "scale it, 0 for the easiest, or remove difficulty_field");
        return null;
    }

    private JsonElement? Find(string field)
    {
        if (row.TryGetProperty(field, out var found))
        {
            return found;
        }
        var value = row;
        foreach (var part in field.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
            {
                return null;
            }
        }
        return value;
    }

    private static string? Part(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.String ? part.GetString() : null;

    private static bool NotBlank(string text) => !string.IsNullOrWhiteSpace(text);

    private IReadOnlyList<(string, string)>? Missing(string field) => Problem($"has no field \"{field}\"", $"add \"{field}\", or name another field");

    private IReadOnlyList<(string, string)>? Problem(string what, string remedy)
    {
        problems.Add(line, what, remedy);
        return null;
    }
}
