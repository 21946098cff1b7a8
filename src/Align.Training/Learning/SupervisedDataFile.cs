using System.Text.Json;
using Align.Core;

namespace Align.Training.Learning;

/// <summary>Reads a JSONL file of <c>{"prompt": …, "completion": …}</c> objects, one a line; other keys are left alone.</summary>
public static class SupervisedDataFile
{
    /// <summary>The examples in the order of the file; a prompt's id is its line number minus 1.</summary>
    /// <exception cref="DataFileException">The file cannot be read, is empty, or lines are broken; the message names file and lines.</exception>
    public static IReadOnlyList<Prompt> Read(string path)
    {
        var examples = new List<Prompt>();
        var problems = new DataProblems(path);
        DataLines.Read(path, problems, (line, row) =>
        {
            if (Field(row, "prompt", line, problems) is { } prompt && Field(row, "completion", line, problems) is { } completion)
            {
                examples.Add(new Prompt(line - 1, prompt) { Solution = completion });
            }
        });
        problems.ThrowIfAny();
        return examples;
    }

    private static string? Field(JsonElement row, string name, long line, DataProblems problems)
    {
        if (row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString()!;
        }
        problems.Add(line, $"has no text field \"{name}\"", $"add \"{name}\" with a text in quotes");
        return null;
    }
}
