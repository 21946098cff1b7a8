using System.Globalization;
using System.Text;
using Align.Training.Verification.Isolation;
using Microsoft.Win32.SafeHandles;

namespace Align.Training.Verification.CodeTests;

/// <summary>Runs a program with an input, within a time and with a bounded output, each time in a new directory.</summary>
/// <param name="interpreter">The program that runs the code, and its arguments.</param>
/// <param name="memoryMb">Its memory in MiB.</param>
/// <param name="code">The code.</param>
internal sealed class ProgramRun(IReadOnlyList<string> interpreter, int memoryMb, string code)
{
    private const int MaxOutput = 1 << 20;
    private const string Launch = """cd "$1" && ulimit -c 0 && ulimit -d "$2" && shift 2 && exec "$@" """;

    private readonly string _path = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";

    /// <summary>What it prints; <see langword="null"/> where it fails, takes too long, or prints more than a million characters.</summary>
    /// <exception cref="InvalidOperationException">The interpreter is not there.</exception>
    public async Task<string?> OutputAsync(string input, TimeSpan limit, CancellationToken cancellationToken)
    {
        RequireInterpreter();
        var directory = Directory.CreateTempSubdirectory("align-code-").FullName;
        try
        {
            var file = Path.Combine(directory, "main.py");
            await File.WriteAllTextAsync(file, code, cancellationToken);
            return await OutputAsync(directory, file, input, limit, cancellationToken);
        }
        finally
        {
            WorkerDirectory.Delete(directory);
        }
    }

    private async Task<string?> OutputAsync(string directory, string file, string input, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        var (stdin, stdout, stderr) = (Pipe.Create(), Pipe.Create(), Pipe.Create());
        using var program = ConfinedProgram.Start(
            ["/bin/sh", "-c", Launch, "align-code", directory, string.Create(CultureInfo.InvariantCulture, $"{memoryMb * 1024L}"), .. interpreter, file],
            Surroundings(directory),
            directory,
            (stdin.In, stdout.Out, stderr.Out));
        try
        {
            var errors = DrainAsync(stderr.In);
            var writing = WriteAsync(stdin.Out, input);
            var (reading, ending) = (ReadAsync(stdout.In), OnThread(program.WaitForFailure));
            if (await Task.WhenAny(reading, ending).WaitAsync(timeout.Token) == reading)
            {
                await reading; // Too much of it ends the program.
            }
            var failed = await ending.WaitAsync(timeout.Token);
            program.KillAll(); // Who is left would hold the ends of the pipes.
            await Task.WhenAll(errors, writing, reading).WaitAsync(timeout.Token);
            return failed ? null : await reading;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private string[] Surroundings(string directory) =>
        [$"PATH={_path}", $"HOME={directory}", $"TMPDIR={directory}", "LANG=C.UTF-8", "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1"];

    private void RequireInterpreter()
    {
        if (!(interpreter[0].Contains('/', StringComparison.Ordinal) ? File.Exists(interpreter[0]) : _path.Split(':').Any(folder => File.Exists(Path.Combine(folder, interpreter[0])))))
        {
            throw new InvalidOperationException($"The program '{interpreter[0]}' that runs the code is not there.");
        }
    }

    // They block; on a thread each, so that none waits for another.
    private static Task<T> OnThread<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task<bool> WriteAsync(SafeFileHandle pipe, string input) => OnThread(() =>
    {
        try
        {
            using var stream = Pipe.Stream(pipe, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(input));
            return true;
        }
        catch (IOException)
        {
            // It ended, or closed its input, before it had read everything: its output decides.
            return false;
        }
    });

    /// <summary>Everything, or a cancellation where it is too much.</summary>
    private static Task<string> ReadAsync(SafeFileHandle pipe) => OnThread(() =>
    {
        using var reader = new StreamReader(Pipe.Stream(pipe, FileAccess.Read));
        var (text, buffer) = (new StringBuilder(), new char[8192]);
        for (int read; (read = reader.Read(buffer, 0, buffer.Length)) > 0;)
        {
            text.Append(buffer, 0, read);
            if (text.Length > MaxOutput)
            {
                throw new OperationCanceledException("the program prints too much");
            }
        }
        return text.ToString();
    });

    private static Task<bool> DrainAsync(SafeFileHandle pipe) => OnThread(() =>
    {
        using var stream = Pipe.Stream(pipe, FileAccess.Read);
        stream.CopyTo(Stream.Null);
        return true;
    });
}
