using System.Text.Json;

namespace Align.Core;

/// <summary>The lines of a JSONL file: one object each, blank lines passed over.</summary>
public static class DataLines
{
    private const int MaxShownCharacters = 80;

    /// <summary>Hands each line's object to <paramref name="read"/>; a line that is no object is a problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="read">Gets the physical line, from 1, and the object.</param>
    /// <exception cref="DataFileException">The file cannot be read, or holds nothing.</exception>
    public static void Read(string path, DataProblems problems, Action<long, JsonElement> read)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(read);
        var (number, found) = (0L, false);
        foreach (var line in Lines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            found = true;
            Read(number, line, problems, read);
        }
        if (!found)
        {
            throw new DataFileException(path, null, "holds no example", "give one JSON object a line");
        }
    }

    private static void Read(long number, string line, DataProblems problems, Action<long, JsonElement> read)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                read(number, json.RootElement);
                return;
            }
        }
        catch (JsonException)
        {
        }
        problems.Add(number, $"is no JSON object: {Shorten(line)}", "write one whole JSON object a line");
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

    private static string Shorten(string text) => text.Length <= MaxShownCharacters ? text : text[..MaxShownCharacters] + "…";
}
