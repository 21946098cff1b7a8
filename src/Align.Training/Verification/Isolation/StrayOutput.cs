using System.Text;

namespace Align.Training.Verification.Isolation;

/// <summary>What a worker prints: read away so that it never blocks, of which the end is kept.</summary>
internal sealed class StrayOutput
{
    private const int Kept = 16 * 1024;
    private const int ShownCharacters = 200;
    private readonly Stream _stream;
    private readonly Lock _gate = new();
    private readonly StringBuilder _end = new();
    private readonly Thread _reader;

    public StrayOutput(Stream stream)
    {
        _stream = stream;
        _reader = new Thread(Read) { IsBackground = true, Name = "reward output" };
        _reader.Start();
    }

    /// <summary>Waits until all is read that a program printed before it ended; no longer than that where another process holds the pipe open.</summary>
    public void AwaitEnd(TimeSpan limit) => _reader.Join(limit);

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>The last of it.</summary>
    public string End
    {
        get
        {
            lock (_gate)
            {
                return _end.ToString();
            }
        }
    }

    /// <summary>The last line in a few words, for messages; empty where nothing was printed.</summary>
    public string LastWords => End.TrimEnd().Split('\n')[^1].Trim() is { Length: > 0 } line
        ? $"; its last words: {(line.Length > ShownCharacters ? line[..ShownCharacters] + "…" : line)}"
        : "";

    /// <summary>Adds what was printed elsewhere.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Length += bytes.Length;
            _end.Append(Encoding.UTF8.GetString(bytes));
            if (_end.Length > 2 * Kept)
            {
                _end.Remove(0, _end.Length - Kept);
            }
        }
    }

    private void Read()
    {
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = _stream.Read(buffer)) > 0;)
            {
                Add(buffer.AsSpan(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
    }
}
