using System.Runtime.InteropServices;
using Align.Core;

namespace Align.Cli;

/// <summary>The first SIGINT or SIGTERM asks the command to end after saving; a second one ends the process at once.</summary>
internal sealed class InterruptSignals : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly TextWriter _error;
    private int _received;

    /// <param name="error">Where the first signal is acknowledged.</param>
    /// <param name="hasParent">Whether a parent process decides about SIGINT, which a terminal sends to both.</param>
    public InterruptSignals(TextWriter error, bool hasParent = false)
    {
        _error = error;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            if (hasParent)
            {
                signal.Cancel = true;
                return;
            }
            Handle(signal, ExitCode.Interrupted);
        });
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Handle(signal, ExitCode.Terminated));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>The exit code of the signal that came; <see langword="null"/> where none did.</summary>
    public ExitCode? Received => _received == 0 ? null : (ExitCode)_received;

    /// <summary>Asks the command to end after saving, as the first signal does.</summary>
    public void Request(ExitCode code)
    {
        if (Interlocked.CompareExchange(ref _received, (int)code, 0) == 0)
        {
            _error.WriteLine("stopping: the step in hand is finished or dropped, then the state is saved; a second signal ends the process at once");
            _error.Flush();
            _cancellation.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _cancellation.Dispose();
    }

    // Without Cancel, the runtime goes on to the signal's default action, which ends the process with the signal's code.
    private void Handle(PosixSignalContext signal, ExitCode code)
    {
        signal.Cancel = Received is null;
        Request(code);
    }
}
