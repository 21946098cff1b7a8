using System.Diagnostics;
using System.Globalization;

namespace Align.Training.Verification.Isolation;

/// <summary>Temporary directories of workers, named after the process that made them.</summary>
internal static class WorkerDirectory
{
    /// <summary>How the names of such directories begin.</summary>
    public const string Prefix = "align-reward-";

    /// <summary>A new, empty one; and those of processes that died without removing theirs are removed.</summary>
    public static string Create()
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(IsLeftOver))
        {
            Delete(left);
        }
        return Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
    }

    /// <summary>Removes one, whatever its owner has put there.</summary>
    public static void Delete(string? directory)
    {
        try
        {
            if (directory is not null)
            {
                Directory.Delete(directory, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process was faster, or something in it cannot be removed: it is the temporary directory's then.
        }
    }

    private static bool IsLeftOver(string directory)
    {
        // Containers can share a temporary directory and not see each other's processes; so what is young is left alone.
        if (TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(directory) < TimeSpan.FromDays(1))
        {
            return false;
        }
        var owner = Path.GetFileName(directory)[Prefix.Length..].Split('-')[0];
        return int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !IsAlive(id);
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
