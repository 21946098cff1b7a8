using System.Text.Json;

namespace Align.Training.Preference;

/// <summary>Chat messages as plain text: <c>role: content</c>, a line each. The response begins after its first message's <c>role: </c>, so that the policy is asked as it is taught.</summary>
internal static class ChatText
{
    /// <summary>The messages of a JSON array of <c>{"role", "content"}</c>.</summary>
    /// <exception cref="BrokenExampleException">It is something else; the message says what.</exception>
    public static IReadOnlyList<(string Role, string Content)> Messages(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            throw new BrokenExampleException($"\"{field}\" is neither a text nor a list of messages", "write a text in quotes, or a list of {\"role\", \"content\"}");
        }
        return [.. value.EnumerateArray().Select(message => (Part(message, "role", field), Part(message, "content", field)))];
    }

    /// <summary>Prompt and response texts.</summary>
    /// <param name="prompt">The messages before the response.</param>
    /// <param name="response">The response's own, at least one.</param>
    public static (string Prompt, string Response) Split(IEnumerable<(string Role, string Content)> prompt, IReadOnlyList<(string Role, string Content)> response) => (
        string.Concat(prompt.Select(message => $"{message.Role}: {message.Content}\n")) + $"{response[0].Role}: ",
        response[0].Content + string.Concat(response.Skip(1).Select(message => $"\n{message.Role}: {message.Content}")));

    private static string Part(JsonElement message, string name, string field) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.String
            ? part.GetString()!
            : throw new BrokenExampleException($"a message of \"{field}\" has no text \"{name}\"", "write each message as {\"role\", \"content\"}, both texts in quotes");
}
