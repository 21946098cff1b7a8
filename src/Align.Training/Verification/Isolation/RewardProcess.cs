using System.Text;
using System.Threading.Channels;
using Align.Training.Configuration;

namespace Align.Training.Verification.Isolation;

/// <summary>A program that judges, and the conversation with it.</summary>
internal sealed class RewardProcess : IDisposable
{
    // Less than a pipe holds: what is sent while nothing else is on the way can be written without waiting for the reader.
    private const int AlwaysFits = 32 * 1024;

    // Printed between two answers by a program that answers on its standard output.
    private const long MaxStray = 16 * 1024 * 1024;

    private readonly ConfinedProcess _process;
    private readonly bool _isFramed;
    private readonly Channel<ScoringAnswer> _answers = Channel.CreateUnbounded<ScoringAnswer>(new() { SingleReader = true, SingleWriter = true });

    private RewardProcess(ConfinedProcess process, bool isFramed)
    {
        (_process, _isFramed) = (process, isFramed);
        new Thread(Listen) { IsBackground = true, Name = "reward answers" }.Start();
    }

    /// <summary>What it answers. The end says that it is gone; a <see cref="ProtocolException"/> that it speaks nonsense.</summary>
    public ChannelReader<ScoringAnswer> Answers => _answers.Reader;

    /// <summary>The process's id, which is its group's too.</summary>
    public int Id => _process.Id;

    /// <summary>What it was killed for, in words that follow its name; <see langword="null"/> where it was not killed for what it took.</summary>
    public string? Excess { get; private set; }

    /// <summary>Whether nothing can come of asking it: it is gone, or it has said what it was not asked.</summary>
    public bool IsOfNoUse => Excess is not null || Answers.TryPeek(out _) || Answers.Completion.IsCompleted;

    /// <summary>How it ended, with its last words.</summary>
    public string Ending => Excess ?? (_process.Ending() + _process.Output.LastWords);

    /// <summary>The last line that it printed, for messages.</summary>
    public string LastWords => _process.Output.LastWords;

    /// <summary>Starts a program. A framed one is told what to judge by, and answers when it is ready, with an empty id.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static RewardProcess Start(ProgramStart program, WorkerLimits limits)
    {
        var process = ConfinedProcess.Start(program, limits);
        if (program.Load is { } load)
        {
            _ = SendAsync(process.Requests, stream => FrameWriter.Write(stream, load.Span), load.Length);
        }
        return new(process, program.IsFramed);
    }

    /// <summary>Sends requests; returns when they are on their way, which a program that does not read can hold up.</summary>
    public Task SendAsync(IReadOnlyList<ScoringRequest> requests)
    {
        if (_isFramed)
        {
            var frame = ScoringJson.Write(requests);
            return SendAsync(_process.Requests, stream => FrameWriter.Write(stream, frame), frame.Length);
        }
        var lines = Encoding.UTF8.GetBytes(string.Concat(requests.Select(request => Encoding.UTF8.GetString(ScoringJson.Write(request)) + "\n")));
        return SendAsync(
            _process.Requests,
            stream =>
            {
                stream.Write(lines);
                stream.Flush();
            },
            lines.Length);
    }

    /// <summary>Kills it with its group for what it takes; whoever waits for its answer learns why.</summary>
    public void KillFor(string excess)
    {
        Excess = excess;
        _process.Kill();
    }

    /// <summary>Kills it with its group. Gives its last words, read to their end.</summary>
    public string Silence()
    {
        _process.Kill();
        _ = _process.Ending();
        return LastWords;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static Task SendAsync(Stream stream, Action<Stream> write, int length)
    {
        if (length < AlwaysFits)
        {
            TryWrite();
            return Task.CompletedTask;
        }
        return Task.Factory.StartNew(TryWrite, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        void TryWrite()
        {
            try
            {
                write(stream);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // It is gone, as the end of its answers says.
            }
        }
    }

    private void Listen()
    {
        try
        {
            if (_isFramed)
            {
                ListenToFrames();
            }
            else
            {
                ListenToLines();
            }
            _answers.Writer.Complete();
        }
        catch (ProtocolException exception)
        {
            _answers.Writer.Complete(exception);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            _answers.Writer.Complete();
        }
    }

    private void ListenToFrames()
    {
        var frames = new FrameReader(_process.Answers);
        while (frames.Read() is { } frame)
        {
            _answers.Writer.TryWrite(ScoringJson.Read<ScoringAnswer>(frame));
        }
    }

    private void ListenToLines()
    {
        var lines = new LineReader(_process.Answers);
        var stray = 0L;
        while (lines.Read() is { } line)
        {
            if (line.StartsWith('{'))
            {
                stray = 0;
                _answers.Writer.TryWrite(ScoringJson.ReadAnswerLine(line));
                continue;
            }
            stray += line.Length + 1;
            _process.Output.Add(Encoding.UTF8.GetBytes(line + "\n"));
            if (stray > MaxStray)
            {
                throw new ProtocolException(FormattableString.Invariant($"more than {MaxStray} bytes on the standard output that are no answer"));
            }
        }
    }
}
