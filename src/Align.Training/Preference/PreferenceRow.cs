using System.Text.Json;

namespace Align.Training.Preference;

/// <summary>Reads one object with TRL's columns: paired, unpaired, as texts, as chat messages, and with the prompt left inside the conversations.</summary>
internal static class PreferenceRow
{
    /// <summary>The example.</summary>
    /// <exception cref="FormatException">A column is missing or of the wrong form; the message says which.</exception>
    public static PreferenceText Read(long line, JsonElement row)
    {
        if (row.TryGetProperty("label", out _) || row.TryGetProperty("completion", out _))
        {
            return Unpaired(line, row);
        }
        var (chosen, rejected) = (Column(row, "chosen"), Column(row, "rejected"));
        return row.TryGetProperty("prompt", out var prompt)
            ? Paired(line, prompt, chosen, rejected)
            : Implicit(line, chosen, rejected);
    }

    private static PreferenceText Paired(long line, JsonElement prompt, JsonElement chosen, JsonElement rejected)
    {
        var (first, preferred) = Response(prompt, chosen, "chosen");
        var (second, other) = Response(prompt, rejected, "rejected");
        return first == second
            ? new(line, first, preferred, other)
            : throw new FormatException("\"chosen\" and \"rejected\" begin with messages of different roles");
    }

    private static PreferenceText Implicit(long line, JsonElement chosen, JsonElement rejected)
    {
        if (chosen.ValueKind == JsonValueKind.String || rejected.ValueKind == JsonValueKind.String)
        {
            throw new FormatException("has no \"prompt\"; only conversations may hold it inside \"chosen\" and \"rejected\"");
        }
        var (preferred, other) = (ChatText.Messages(chosen, "chosen"), ChatText.Messages(rejected, "rejected"));
        var shared = preferred.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        if (shared == 0 || shared == preferred.Count || shared == other.Count)
        {
            throw new FormatException(shared == 0
                ? "\"chosen\" and \"rejected\" share no first message, and there is no \"prompt\""
                : "\"chosen\" and \"rejected\" do not both go on after the messages that they share");
        }
        var (prompt, first) = ChatText.Split(preferred.Take(shared), [.. preferred.Skip(shared)]);
        var (same, second) = ChatText.Split(other.Take(shared), [.. other.Skip(shared)]);
        return prompt == same
            ? new(line, prompt, first, second)
            : throw new FormatException("\"chosen\" and \"rejected\" go on with messages of different roles");
    }

    private static PreferenceText Unpaired(long line, JsonElement row)
    {
        if (Column(row, "label") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } label)
        {
            throw new FormatException("\"label\" is neither true nor false");
        }
        var (prompt, completion) = Response(Column(row, "prompt"), Column(row, "completion"), "completion");
        return label.GetBoolean() ? new(line, prompt, completion, null) : new(line, prompt, null, completion);
    }

    private static (string Prompt, string Response) Response(JsonElement prompt, JsonElement response, string field) => (prompt.ValueKind, response.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => (prompt.GetString()!, response.GetString()!),
        (JsonValueKind.String, _) or (_, JsonValueKind.String) => throw new FormatException($"\"prompt\" and \"{field}\" are not both texts or both lists of messages"),
        _ => ChatText.Split(ChatText.Messages(prompt, "prompt"), ChatText.Messages(response, field)),
    };

    private static JsonElement Column(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value : throw new FormatException($"has no \"{name}\"");
}
