using System.Globalization;
using Align.Training.Verification.Isolation;

namespace Align.Tests.Faults.Rewards;

/// <summary>What runs on the machine, by /proc.</summary>
internal static class ProcessTable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>An argument for <c>sleep</c> that no other process has: about three hours, told apart by its fraction.</summary>
    public static string Mark() => string.Create(CultureInfo.InvariantCulture, $"10000.{Guid.NewGuid().GetHashCode() & 0x7fffffff}");

    /// <summary>Processes whose command line holds the text, this one excepted.</summary>
    public static IReadOnlyList<int> With(string text) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path)).Where(name => char.IsAsciiDigit(name[0]))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Where(id => id != Environment.ProcessId && CommandLine(id).Contains(text, StringComparison.Ordinal)),
    ];

    /// <summary>Whether a process group has a member.</summary>
    public static bool HasGroup(int group) => GroupUsage.Of(group).Processes > 0;

    /// <summary>Returns when it is so; fails after a minute.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"not within {Limit.TotalSeconds} s: {what}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
