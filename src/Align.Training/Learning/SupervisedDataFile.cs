using System.Text.Json;
using Align.Core;

namespace Align.Training.Learning;

/// <summary>Reads a JSONL file of <c>{"prompt": …, "completion": …}</c> objects, one a line; other keys are left alone.</summary>
public static class SupervisedDataFile
{
    private const int MaxShownCharacters = 80;

    /// <summary>The examples in the order of the file; a prompt's id is its line number minus 1.</summary>
    /// <exception cref="DataFileException">The file cannot be read, is empty, or a line is broken; the message names file and line.</exception>
    public static IReadOnlyList<Prompt> Read(string path)
    {
        var examples = new List<Prompt>();
        var number = 0L;
        foreach (var line in Lines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                examples.Add(Parse(path, number, line));
            }
        }
        return examples.Count > 0 ? examples : throw new DataFileException(path, null, "holds no example", "give one JSON object a line, with prompt and completion");
    }

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

    private static Prompt Parse(string path, long line, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return new Prompt(line - 1, Field(path, line, json.RootElement, "prompt")) { Solution = Field(path, line, json.RootElement, "completion") };
        }
        catch (JsonException failure)
        {
            throw new DataFileException(path, line, $"is not JSON: {Shorten(text)}", "write one whole JSON object a line", failure);
        }
    }

    private static string Field(string path, long line, JsonElement row, string name)
    {
        if (row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString()!;
        }
        throw new DataFileException(path, line, $"has no text field \"{name}\"", $"add \"{name}\" with a text in quotes");
    }

    private static string Shorten(string text) => text.Length <= MaxShownCharacters ? text : text[..MaxShownCharacters] + "…";
}
