using System.Globalization;

namespace Align.Training.Verification.CodeTests;

/// <summary>A process of a group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsDead">Whether it has ended and waits to be asked how.</param>
internal readonly record struct GroupMember(int Id, bool IsDead);

/// <summary>Who is in a process group, by /proc.</summary>
internal static class GroupMembers
{
    /// <summary>The members of a group now.</summary>
    public static IEnumerable<GroupMember> Of(int group)
    {
        var wanted = group.ToString(CultureInfo.InvariantCulture);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            // After the name, which is in parentheses and may hold anything: state, parent, group …
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Stat(directory) is [var state, _, var found, ..] && found == wanted)
            {
                yield return new(id, state is "Z" or "X");
            }
        }
    }

    private static string[]? Stat(string directory)
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
