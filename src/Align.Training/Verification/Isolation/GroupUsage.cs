using System.Globalization;

namespace Align.Training.Verification.Isolation;

/// <summary>What a process group takes together, by /proc.</summary>
/// <param name="Processes">Its processes, the dead that nobody has asked for included.</param>
/// <param name="MemoryMb">Their memory in MiB; what they share counts for each.</param>
internal readonly record struct GroupUsage(int Processes, long MemoryMb)
{
    private const int GroupField = 2;
    private const int MemoryField = 21;

    /// <summary>The usage of a group now.</summary>
    public static GroupUsage Of(int group)
    {
        var (processes, pages) = (0, 0L);
        var wanted = group.ToString(CultureInfo.InvariantCulture);
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[^1])))
        {
            if (Fields(directory) is { } fields && fields[GroupField] == wanted)
            {
                processes++;
                pages += long.Parse(fields[MemoryField], CultureInfo.InvariantCulture);
            }
        }
        return new(processes, pages * Environment.SystemPageSize / (1024 * 1024));
    }

    // After the name, which is in parentheses and may hold anything: state, parent, group …
    private static string[]? Fields(string directory)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(directory, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended in this moment.
        }
    }
}
