using System.Diagnostics;

namespace Align.Cli.Studies;

/// <summary>Runs as child processes, which end when this one does, however it ends.</summary>
internal sealed class ChildProcesses : IRunProcesses
{
    /// <inheritdoc/>
    public async Task<ProcessEnd> RunAsync(IReadOnlyList<string> arguments, string terminalFile, Action<string> onLine, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(terminalFile)!);
        using var terminal = TextWriter.Synchronized(new StreamWriter(terminalFile, append: true) { AutoFlush = true });
        var lastError = "";
        using var process = new Process { StartInfo = AlignProcess.StartInfo(arguments) };
        process.OutputDataReceived += (_, line) => Take(line.Data, onLine);
        process.ErrorDataReceived += (_, line) => Take(line.Data, text => lastError = text);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (stop.Register(() => AskToStop(process)))
        {
            await process.WaitForExitAsync(CancellationToken.None);
        }
        return new ProcessEnd(process.ExitCode, lastError);

        void Take(string? line, Action<string> hear)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                terminal.WriteLine(line);
                hear(line);
            }
        }
    }

    private static void AskToStop(Process process)
    {
        try
        {
            process.StandardInput.BaseStream.WriteByte(1);
            process.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            // It has ended by itself in this moment.
        }
    }
}
