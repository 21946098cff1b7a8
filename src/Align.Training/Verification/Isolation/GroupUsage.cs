using System.Collections.Immutable;
using System.Globalization;

namespace Align.Training.Verification.Isolation;

/// <summary>What a process group takes, by /proc.</summary>
/// <param name="Members">Its living processes: the dead that nobody has asked for take nothing but a number.</param>
internal readonly record struct GroupUsage(ImmutableArray<int> Members)
{
    private const int BytesPerMb = 1024 * 1024;

    /// <summary>How many processes there are.</summary>
    public int Processes => Members.Length;

    /// <summary>The usage of a group now.</summary>
    public static GroupUsage Of(int group) => Of([group])[group];

    /// <summary>The usage of groups now, by one look through the processes.</summary>
    public static IReadOnlyDictionary<int, GroupUsage> Of(IReadOnlyCollection<int> groups) =>
        GroupMembers.Of(groups).ToDictionary(group => group.Key, group => new GroupUsage([.. group.Value.Where(member => !member.IsDead).Select(member => member.Id)]));

    /// <summary>Memory in MiB, counted the quick way: what processes share counts for each.</summary>
    public long ResidentMb() => Members.Sum(ResidentPages) * Environment.SystemPageSize / BytesPerMb;

    /// <summary>Memory in MiB, counted the slow way: what processes share is divided among them.</summary>
    public long ProportionalMb() => Members.Sum(ProportionalKb) / 1024;

    private static long ResidentPages(int process) =>
        Read(process, "statm")?.Split(' ') is [_, var pages, ..] ? long.Parse(pages, CultureInfo.InvariantCulture) : 0;

    // What cannot be looked into so closely counts the quick way.
    private static long ProportionalKb(int process)
    {
        const string Label = "\nPss:";
        var text = Read(process, "smaps_rollup") ?? "";
        var start = text.IndexOf(Label, StringComparison.Ordinal);
        return start < 0
            ? ResidentPages(process) * Environment.SystemPageSize / 1024
            : long.Parse(text[(start + Label.Length)..].TrimStart().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private static string? Read(int process, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended in this moment.
        }
    }
}
