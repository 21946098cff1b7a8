using System.Text.Encodings.Web;
using System.Text.Json;
using Align.Core;

namespace Align.Training.Metrics;

/// <summary>An append-only file of one JSON object a line, each with the <c>stage</c> and the <c>step</c> that it belongs to.</summary>
/// <remarks>
/// A line reaches the operating system whole, in one write, so that it survives the death of the process. What a failure of
/// the machine can leave is an incomplete last line: readers pass over it, and the next opening removes it.
/// </remarks>
internal sealed class JsonLines : IDisposable
{
    private const byte NewLine = (byte)'\n';

    // Readable text, since the file is no part of a web page; invalid UTF-16 becomes the replacement character.
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _file;

    public JsonLines(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        CutAt(LengthOfWholeLines());
    }

    /// <summary>Writes a line at the end. After a failure the file is as it was before.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Append(string stage, long step, Action<Utf8JsonWriter> writeFields)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Format))
        {
            json.WriteStartObject();
            json.WriteString("stage", stage);
            json.WriteNumber("step", step);
            writeFields(json);
            json.WriteEndObject();
        }
        line.WriteByte(NewLine);
        var length = _file.Length;
        try
        {
            _file.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        }
        catch (IOException)
        {
            CutAt(length);
            throw;
        }
    }

    /// <summary>Removes every line from the first one on that <paramref name="position"/> does not cover.</summary>
    /// <exception cref="DataFileException">A line is no object with a stage and a step.</exception>
    public void TruncateAfter(RunPosition position)
    {
        _file.Position = 0;
        var kept = 0L;
        foreach (var line in ReadLines(_file))
        {
            if (!position.Covers(line.Stage, line.Step))
            {
                break;
            }
            kept = line.End;
        }
        CutAt(kept);
    }

    /// <summary>Returns when every line is on the disk.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();

    /// <summary>The whole lines of a file that another process may be writing.</summary>
    public static IEnumerable<JsonLine> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var line in ReadLines(file))
        {
            yield return line;
        }
    }

    private static IEnumerable<JsonLine> ReadLines(FileStream file)
    {
        var (number, end) = (0L, 0L);
        foreach (var bytes in WholeLines(file))
        {
            number++;
            end += bytes.Length + 1;
            yield return Parse(bytes, file.Name, number, end);
        }
    }

    private static IEnumerable<byte[]> WholeLines(FileStream file)
    {
        var buffer = new byte[1 << 16];
        using var line = new MemoryStream();
        // No further than the file is now: a writer may be adding to it, and a device has no end.
        var left = file.Length;
        int read;
        while ((read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length))) > 0)
        {
            left -= read;
            var start = 0;
            int length;
            while ((length = buffer.AsSpan(start, read - start).IndexOf(NewLine)) >= 0)
            {
                line.Write(buffer, start, length);
                yield return line.ToArray();
                line.SetLength(0);
                start += length + 1;
            }
            line.Write(buffer, start, read - start);
        }
    }

    private static JsonLine Parse(byte[] bytes, string path, long number, long end)
    {
        try
        {
            var content = JsonElement.Parse(bytes);
            return new JsonLine(content.GetProperty("stage").GetString() ?? throw new FormatException("The stage is null."), content.GetProperty("step").GetInt64(), content, end);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DataFileException(path, number, "the line is no JSON object with a stage and a step", "restore the file, or cut it before this line", failure);
        }
    }

    private long LengthOfWholeLines()
    {
        _file.Position = 0;
        return WholeLines(_file).Sum(line => line.Length + 1L);
    }

    private void CutAt(long length)
    {
        if (length != _file.Length)
        {
            _file.SetLength(length);
        }
        _file.Position = length;
    }
}

/// <summary>One line, and where in the file it ends, in bytes.</summary>
internal readonly record struct JsonLine(string Stage, long Step, JsonElement Content, long End);
