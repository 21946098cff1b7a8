using System.ComponentModel;
using System.Diagnostics;

namespace Align.Rewards.CodeTests;

/// <summary>Runs a program with an input, within a time and with a bounded output.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="directory">Where it runs; its home and its place for temporary files.</param>
/// <param name="limit">For one run.</param>
internal sealed class ProgramRun(IReadOnlyList<string> command, string directory, TimeSpan limit)
{
    private const int MaxOutput = 1 << 20;

    /// <summary>What it prints; <see langword="null"/> where it fails, takes too long, or prints more than a million characters.</summary>
    /// <exception cref="InvalidOperationException">The program that runs the code is not there.</exception>
    public async Task<string?> OutputAsync(string input, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        using var process = Start();
        try
        {
            var errors = DrainAsync(process.StandardError, timeout.Token);
            var writing = WriteAsync(process, input, timeout.Token);
            var output = await ReadAsync(process.StandardOutput, timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            await Task.WhenAll(errors, writing);
            return process.ExitCode == 0 ? output : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Kill(process);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }
        var path = start.Environment.TryGetValue("PATH", out var found) ? found : null;
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = start.Environment["TMPDIR"] = directory;
        start.Environment["PYTHONHASHSEED"] = "0";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"The program '{command[0]}' that runs the code cannot be started: {failure.Message}", failure);
        }
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended, or closed its input, before it had read everything: its output decides.
        }
    }

    /// <summary>Everything, or a cancellation where it is too much.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (text, buffer) = (new System.Text.StringBuilder(), new char[8192]);
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            text.Append(buffer, 0, read);
            if (text.Length > MaxOutput)
            {
                throw new OperationCanceledException("the program prints too much");
            }
        }
        return text.ToString();
    }

    private static async Task DrainAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }
}
