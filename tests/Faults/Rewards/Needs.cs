namespace Align.Tests.Faults.Rewards;

/// <summary>Programs that tests need and a machine may lack.</summary>
internal static class Needs
{
    /// <summary>Skips the test, with a word, where there is no python3.</summary>
    public static void Python() => Skip.IfNot(Has("python3"), "SKIPPED: python3 is not installed");

    /// <summary>Whether a program is there and starts.</summary>
    public static bool Has(string program)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
