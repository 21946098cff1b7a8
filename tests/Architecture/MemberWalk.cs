using System.Text.RegularExpressions;

namespace Align.Tests.Architecture;

/// <summary>Walks code, which has no strings and comments any more, and cuts out the members of its types.</summary>
internal sealed partial class MemberWalk(string code)
{
    private readonly List<Range> _members = [];
    private readonly Stack<bool> _scopesAreTypes = new();
    private int _depth;
    private int _brackets;
    private int _start;

    public static IReadOnlyList<Range> Members(string code)
    {
        var walk = new MemberWalk(code);
        for (var at = 0; at < code.Length; at++)
        {
            walk.Step(at);
        }
        return walk._members;
    }

    private bool BetweenMembers => _depth == 0 && _brackets == 0;

    private void Step(int at)
    {
        _brackets += code[at] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
        switch (code[at])
        {
            case '{' when BetweenMembers && OpensScope().IsMatch(code[_start..at]):
                _scopesAreTypes.Push(IsType().IsMatch(code[_start..at]));
                _start = at + 1;
                break;
            case '{':
                _depth++;
                break;
            case '}' when _depth == 0:
                _scopesAreTypes.TryPop(out _);
                _start = at + 1;
                break;
            case '}':
                _depth--;
                EndMember(at + 1);
                break;
            case ';':
                EndMember(at + 1);
                break;
        }
    }

    private void EndMember(int end)
    {
        if (!BetweenMembers)
        {
            return;
        }
        if (_scopesAreTypes.TryPeek(out var inType) && inType)
        {
            _members.Add(_start..end);
        }
        _start = end;
    }

    [GeneratedRegex(@"\b(namespace|class|struct|interface|enum|extension)\b|\brecord\s+\w")]
    private static partial Regex OpensScope();

    [GeneratedRegex(@"\b(class|struct|interface|extension)\b|\brecord\s+\w")]
    private static partial Regex IsType();
}
