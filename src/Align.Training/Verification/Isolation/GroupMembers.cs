using System.Globalization;

namespace Align.Training.Verification.Isolation;

/// <summary>A process of a group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsDead">Whether it has ended and waits to be asked how.</param>
internal readonly record struct GroupMember(int Id, bool IsDead);

/// <summary>Who is in process groups, by /proc.</summary>
internal static class GroupMembers
{
    /// <summary>The members of a group now.</summary>
    public static IReadOnlyList<GroupMember> Of(int group) => Of([group])[group];

    /// <summary>The members of each group now, by one look through the processes.</summary>
    /// <exception cref="IOException">This process cannot look.</exception>
    public static IReadOnlyDictionary<int, IReadOnlyList<GroupMember>> Of(IReadOnlyCollection<int> groups)
    {
        var members = groups.ToDictionary(group => group, _ => new List<GroupMember>());
        foreach (var id in Everyone())
        {
            if (members.TryGetValue(PosixCalls.GroupOf(id), out var found))
            {
                found.Add(new(id, IsDead(id)));
            }
        }
        return members.ToDictionary(group => group.Key, group => (IReadOnlyList<GroupMember>)group.Value);
    }

    private static IEnumerable<int> Everyone()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                yield return id;
            }
        }
    }

    // After the name, which is in parentheses and may hold anything, comes the state. One that cannot be read has ended in this moment.
    private static bool IsDead(int id)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return text[text.LastIndexOf(')') + 2] is 'Z' or 'X';
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
