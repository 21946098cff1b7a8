using System.Text.Json;
using Align.Core;
using Align.Training.Supervision;

namespace Align.Training.Evaluation;

/// <summary>The file of an evaluation's prompts: a JSON object a line.</summary>
internal static class EvaluationFile
{
    private static readonly JsonSerializerOptions s_line = new(RunJson.Options) { WriteIndented = false };

    /// <summary>Writes all lines, or leaves the file as it was.</summary>
    public static void Write(string path, IEnumerable<PromptResult> results)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var lines = new MemoryStream();
        foreach (var result in results)
        {
            JsonSerializer.Serialize(lines, result, s_line);
            lines.WriteByte((byte)'\n');
        }
        WholeFile.Write(path, lines.ToArray());
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="DataFileException">A line is broken.</exception>
    public static IReadOnlyList<PromptResult> Read(string path)
    {
        var results = new List<PromptResult>();
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                results.Add(JsonSerializer.Deserialize<PromptResult>(line, s_line)!);
            }
            catch (JsonException broken)
            {
                throw new DataFileException(path, results.Count + 1, broken.Message, "evaluate again");
            }
        }
        return results;
    }
}
