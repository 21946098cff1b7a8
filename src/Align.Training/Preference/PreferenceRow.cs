using System.Text.Json;

namespace Align.Training.Preference;

/// <summary>Reads one object with TRL's columns: paired, unpaired, as texts, as chat messages, and with the prompt left inside the conversations.</summary>
internal static class PreferenceRow
{
    private const string Columns = "write the columns prompt, chosen, rejected, or prompt, completion, label";
    private const string Continue = "let both go on after the messages that they share, with a message of the same role";

    /// <summary>The example.</summary>
    /// <exception cref="BrokenExampleException">A column is missing or of the wrong form; the message says which.</exception>
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
            : throw new BrokenExampleException("\"chosen\" and \"rejected\" begin with messages of different roles", "let both begin with the role that answers");
    }

    private static PreferenceText Implicit(long line, JsonElement chosen, JsonElement rejected)
    {
        if (chosen.ValueKind == JsonValueKind.String || rejected.ValueKind == JsonValueKind.String)
        {
            throw new BrokenExampleException("has no \"prompt\"; only conversations may hold it inside \"chosen\" and \"rejected\"", "give \"prompt\"");
        }
        var (preferred, other) = (ChatText.Messages(chosen, "chosen"), ChatText.Messages(rejected, "rejected"));
        var shared = preferred.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        if (shared == 0 || shared == preferred.Count || shared == other.Count)
        {
            throw shared == 0
                ? new BrokenExampleException("\"chosen\" and \"rejected\" share no first message, and there is no \"prompt\"", "give \"prompt\", or begin both with the same messages")
                : new BrokenExampleException("\"chosen\" and \"rejected\" do not both go on after the messages that they share", Continue);
        }
        var (prompt, first) = ChatText.Split(preferred.Take(shared), [.. preferred.Skip(shared)]);
        var (same, second) = ChatText.Split(other.Take(shared), [.. other.Skip(shared)]);
        return prompt == same
            ? new(line, prompt, first, second)
            : throw new BrokenExampleException("\"chosen\" and \"rejected\" go on with messages of different roles", Continue);
    }

    private static PreferenceText Unpaired(long line, JsonElement row)
    {
        if (Column(row, "label") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } label)
        {
            throw new BrokenExampleException("\"label\" is neither true nor false", "write true or false, without quotes");
        }
        var (prompt, completion) = Response(Column(row, "prompt"), Column(row, "completion"), "completion");
        return label.GetBoolean() ? new(line, prompt, completion, null) : new(line, prompt, null, completion);
    }

    private static (string Prompt, string Response) Response(JsonElement prompt, JsonElement response, string field) => (prompt.ValueKind, response.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => (prompt.GetString()!, response.GetString()!),
        (JsonValueKind.String, _) or (_, JsonValueKind.String) => throw new BrokenExampleException($"\"prompt\" and \"{field}\" are not both texts or both lists of messages", "write both as texts in quotes, or both as lists of {\"role\", \"content\"}"),
        _ => ChatText.Split(ChatText.Messages(prompt, "prompt"), ChatText.Messages(response, field)),
    };

    private static JsonElement Column(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value : throw new BrokenExampleException($"has no \"{name}\"", Columns);
}
