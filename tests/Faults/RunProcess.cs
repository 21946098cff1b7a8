using System.Diagnostics;
using System.Text;

namespace Align.Tests.Faults;

/// <summary>The align command as a child process.</summary>
internal sealed class RunProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _errors = new();

    private RunProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static RunProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static RunProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // A shell that runs the tests in the background makes its children deaf to SIGINT; env gives them their ears back, and becomes them.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "align.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return new RunProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync();
    }

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, await _output, Errors());
    }

    /// <summary>kill -9. The program has no children, and a walk through the process table would come too late.</summary>
    public void Kill() => _process.Kill();

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until the program has said this on its error stream.</summary>
    public async Task WaitForErrorAsync(string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(3));
        using var limit = new CancellationTokenSource(Limit);
        while (!Errors().Contains(text, StringComparison.Ordinal))
        {
            Assert.False(HasExited, $"the process ended without '{text}': {Errors()}");
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Waits until the file has that many lines, or the process is over.</summary>
    public async Task WaitForLinesAsync(string path, int lines)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(3));
        using var limit = new CancellationTokenSource(Limit);
        while (!HasExited && CountLines(path) < lines && await timer.WaitForNextTickAsync(limit.Token))
        {
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }
        _process.Dispose();
    }

    private string Errors()
    {
        lock (_errors)
        {
            return _errors.ToString();
        }
    }

    private static int CountLines(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }
}
