using System.Text;

namespace Align.Actors.Configuration;

/// <summary>Reads the subset of HOCON that <see cref="Config"/> names into values by dotted path.</summary>
internal sealed class HoconReader(string text)
{
    private readonly Dictionary<string, string> _values = [];
    private int _position;

    private bool AtEnd => _position >= text.Length;

    public IReadOnlyDictionary<string, string> Read()
    {
        var braced = SkipTo() && TryTake('{');
        ReadFields("", braced);
        SkipTo();
        return AtEnd ? _values : throw Malformed("text after the closing brace");
    }

    private void ReadFields(string prefix, bool braced)
    {
        while (SkipTo())
        {
            if (braced && TryTake('}'))
                return;
            ReadField(prefix);
        }
        if (braced)
            throw Malformed("a missing closing brace");
    }

    private void ReadField(string prefix)
    {
        var path = prefix + ReadKey();
        if (!TryTake('=') && !TryTake(':') && (AtEnd || text[_position] != '{'))
            throw Malformed($"no value for [{path}]");
        SkipBlanks();
        if (TryTake('{'))
            ReadFields(path + ".", braced: true);
        else
            _values[path] = TryTake('[') ? ReadUntil("]", "a missing closing bracket") : ReadScalar();
    }

    private string ReadKey()
    {
        var key = new StringBuilder();
        while (!AtEnd && !"=:{\n".Contains(text[_position], StringComparison.Ordinal))
        {
            if (TryTake('"'))
                key.Append(ReadUntil("\"", "a missing closing quote"));
            else
                key.Append(text[_position++]);
        }
        var trimmed = key.ToString().Trim();
        return trimmed.Length > 0 ? trimmed : throw Malformed("an empty key");
    }

    private string ReadScalar()
    {
        if (TryTake('"'))
            return ReadUntil("\"", "a missing closing quote");
        var start = _position;
        while (!AtEnd && !",\n}#".Contains(text[_position], StringComparison.Ordinal) && !IsComment())
            _position++;
        return text[start.._position].Trim();
    }

    private string ReadUntil(string end, string complaint)
    {
        var stop = text.IndexOf(end, _position, StringComparison.Ordinal);
        if (stop < 0)
            throw Malformed(complaint);
        var part = text[_position..stop];
        _position = stop + end.Length;
        return part;
    }

    /// <summary>Skips separators and comments; false at the end of the text.</summary>
    private bool SkipTo()
    {
        while (!AtEnd)
        {
            if (text[_position] == '#' || IsComment())
                SkipLine();
            else if (char.IsWhiteSpace(text[_position]) || text[_position] == ',')
                _position++;
            else
                return true;
        }
        return false;
    }

    private void SkipLine()
    {
        while (!AtEnd && text[_position] != '\n')
            _position++;
    }

    private void SkipBlanks()
    {
        while (!AtEnd && (text[_position] == ' ' || text[_position] == '\t'))
            _position++;
    }

    private bool IsComment() => string.CompareOrdinal(text, _position, "//", 0, 2) == 0;

    private bool TryTake(char expected)
    {
        if (AtEnd || text[_position] != expected)
            return false;
        _position++;
        return true;
    }

    private ConfigurationException Malformed(string what)
    {
        var line = text.AsSpan(0, Math.Min(_position, text.Length)).Count('\n') + 1;
        return new ConfigurationException($"The configuration has {what} in line {line}.");
    }
}
