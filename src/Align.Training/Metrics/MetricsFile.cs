using System.Globalization;
using System.Text.Json;
using Align.Core;

namespace Align.Training.Metrics;

/// <summary>The file <c>metrics.jsonl</c> of a run: a line for each step, in order.</summary>
/// <remarks>
/// A line is one object: <c>{"stage":"grpo","step":12,"reward":0.5,…}</c>. Numbers have the fewest digits that read back as the
/// same double, so that equal runs write equal bytes. What is no finite number is written as the string <c>"NaN"</c>,
/// <c>"Infinity"</c> or <c>"-Infinity"</c>, since JSON has no number for it. A line is with the operating system when
/// <see cref="Append"/> returns; an incomplete last line, which a failing machine can leave, is removed on opening.
/// Not thread-safe: one writer.
/// </remarks>
public sealed class MetricsFile : IDisposable
{
    private readonly JsonLines _lines;

    /// <summary>Opens the file for appending, and creates it where there is none.</summary>
    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    public MetricsFile(string path) => _lines = new JsonLines(path);

    /// <summary>Writes a line. After a failure the file is as it was before.</summary>
    /// <exception cref="ArgumentException">A name is <c>stage</c> or <c>step</c>, or comes twice.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Append(MetricsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RequireNames(record);
        _lines.Append(record.Stage, record.Step, json =>
        {
            foreach (var (name, value) in record.Values)
            {
                Write(json, name, value);
            }
        });
    }

    /// <summary>Removes the lines after <paramref name="position"/>: a run that resumes there writes them again.</summary>
    /// <exception cref="DataFileException">A line is broken.</exception>
    public void TruncateAfter(RunPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        _lines.TruncateAfter(position);
    }

    /// <summary>Returns when every line is on the disk; call it before a checkpoint that counts on them.</summary>
    public void Flush() => _lines.Flush();

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    /// <summary>Reads the whole lines of a file, which a run may still be writing.</summary>
    /// <exception cref="DataFileException">A line is broken.</exception>
    public static IEnumerable<MetricsRecord> Read(string path) => JsonLines.Read(path).Select((line, index) =>
        new MetricsRecord(line.Stage, line.Step, [.. ValuesOf(line, path, index + 1)]));

    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<KeyValuePair<string, double>> ValuesOf(JsonLine line, string path, long number) =>
        from field in line.Content.EnumerateObject()
        where field.Name is not ("stage" or "step")
        select KeyValuePair.Create(field.Name, ValueOf(field.Value, path, number));

    private static double ValueOf(JsonElement value, string path, long line) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when value.GetString() is "NaN" => double.NaN,
        JsonValueKind.String when value.GetString() is "Infinity" => double.PositiveInfinity,
        JsonValueKind.String when value.GetString() is "-Infinity" => double.NegativeInfinity,
        _ => throw new DataFileException(path, line, "a metric is neither a number nor NaN or Infinity", "restore the file, or cut it before this line"),
    };

    private static void RequireNames(MetricsRecord record)
    {
        var names = new HashSet<string> { "stage", "step" };
        if (record.Values.FirstOrDefault(metric => !names.Add(metric.Key)) is { Key: { } twice })
        {
            throw new ArgumentException($"The metric name '{twice}' is taken: by another metric of the record, or by the line itself.", nameof(record));
        }
    }
}
