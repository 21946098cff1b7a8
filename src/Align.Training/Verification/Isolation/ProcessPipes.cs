using Microsoft.Win32.SafeHandles;

namespace Align.Training.Verification.Isolation;

/// <summary>The four pipes between this process and a confined one. Both sides' ends are here until the process has started.</summary>
internal sealed class ProcessPipes : IDisposable
{
    private readonly SafeFileHandle _requestsIn;
    private readonly SafeFileHandle _requestsOut;
    private readonly SafeFileHandle _answersIn;
    private readonly SafeFileHandle _answersOut;
    private readonly SafeFileHandle _strayIn;
    private readonly SafeFileHandle _strayOut;
    private readonly SafeFileHandle _guardIn;

    public ProcessPipes()
    {
        (_requestsIn, _requestsOut) = Pipe.Create();
        (_answersIn, _answersOut) = Pipe.Create();
        (_strayIn, _strayOut) = Pipe.Create();
        (_guardIn, Guard) = Pipe.Create();
    }

    /// <summary>What it reads.</summary>
    public Stream Requests => field ??= Pipe.Stream(_requestsOut, FileAccess.Write);

    /// <summary>What it answers.</summary>
    public Stream Answers => field ??= Pipe.Stream(_answersIn, FileAccess.Read);

    /// <summary>What it prints beside that.</summary>
    public Stream Stray => field ??= Pipe.Stream(_strayIn, FileAccess.Read);

    /// <summary>The end that this process holds open as long as it lives.</summary>
    public SafeFileHandle Guard { get; }

    /// <summary>Gives a program its ends: a framed one under numbers of their own, any other as standard input and output.</summary>
    public void Connect(SpawnCall spawn, bool isFramed)
    {
        using var nothing = File.OpenHandle("/dev/null");
        spawn.Connect(isFramed ? nothing : _requestsIn, 0);
        spawn.Connect(isFramed ? _strayOut : _answersOut, 1);
        spawn.Connect(_strayOut, 2);
        if (isFramed)
        {
            spawn.Connect(_requestsIn, ConfinedProcess.RequestsDescriptor);
            spawn.Connect(_answersOut, ConfinedProcess.AnswersDescriptor);
        }
        spawn.Connect(_guardIn, ConfinedProcess.GuardDescriptor);
    }

    /// <summary>Lets go of the program's ends, so that their end is the program's.</summary>
    public void CloseTheirs()
    {
        _requestsIn.Dispose();
        _answersOut.Dispose();
        _strayOut.Dispose();
        _guardIn.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CloseTheirs();
        _requestsOut.Dispose();
        _answersIn.Dispose();
        _strayIn.Dispose();
        Guard.Dispose();
    }
}
