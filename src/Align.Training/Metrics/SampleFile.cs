using System.Text.Json;
using Align.Core;

namespace Align.Training.Metrics;

/// <summary>The file <c>samples.jsonl</c> of a run: completions that are kept for reading, in order.</summary>
/// <remarks>Lines behave as in <see cref="MetricsFile"/>. Text that is no valid UTF-16 is written with replacement characters.</remarks>
public sealed class SampleFile : IDisposable
{
    private readonly JsonLines _lines;

    /// <summary>Opens the file for appending, and creates it where there is none.</summary>
    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    public SampleFile(string path) => _lines = new JsonLines(path);

    /// <summary>Writes a line. After a failure the file is as it was before.</summary>
    /// <exception cref="ArgumentException">The reward is no finite number.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Append(SampleRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Reward is { } reward && !double.IsFinite(reward))
        {
            throw new ArgumentException("The reward of a sample is a finite number, or null where it could not be judged.", nameof(record));
        }
        _lines.Append(record.Stage, record.Step, json => Write(json, record));
    }

    /// <summary>Removes the lines after <paramref name="position"/>: a run that resumes there writes them again.</summary>
    /// <exception cref="DataFileException">A line is broken.</exception>
    public void TruncateAfter(RunPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        _lines.TruncateAfter(position);
    }

    /// <summary>Returns when every line is on the disk.</summary>
    public void Flush() => _lines.Flush();

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private static void Write(Utf8JsonWriter json, SampleRecord record)
    {
        json.WriteNumber("prompt_id", record.PromptId);
        json.WriteNumber("sample_index", record.SampleIndex);
        json.WriteString("prompt", record.Prompt);
        json.WriteString("completion", record.Completion);
        json.WriteString("answer", record.Answer);
        if (record.Reward is { } reward)
        {
            json.WriteNumber("reward", reward);
        }
        else
        {
            json.WriteNull("reward");
        }
        json.WriteString("finish_reason", record.FinishReason == FinishReason.Stop ? "stop" : "length");
        json.WriteNumber("weights_version", record.WeightsVersion);
    }
}
