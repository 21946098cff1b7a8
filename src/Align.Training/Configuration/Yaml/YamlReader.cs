using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace Align.Training.Configuration.Yaml;

/// <summary>Reads one YAML document into nodes with places, and refuses what a configuration has no use for.</summary>
/// <remarks>Anchors, aliases and tags are refused, so no document can grow beyond its own text. Duplicate keys are problems, and the first value stands.</remarks>
internal sealed class YamlReader
{
    private const int MaxDepth = 32;
    private readonly string _source;
    private readonly bool _withLines;
    private readonly List<ConfigurationProblem> _problems;
    private readonly Parser _parser;

    private YamlReader(string text, string source, bool withLines, List<ConfigurationProblem> problems)
    {
        _source = source;
        _withLines = withLines;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root, or <see langword="null"/> where it is empty or not YAML; problems are added to <paramref name="problems"/>.</summary>
    /// <param name="text">The document.</param>
    /// <param name="source">The file's name, or <c>--set</c>.</param>
    /// <param name="withLines">Whether places carry line numbers.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static ConfigNode? Read(string text, string source, bool withLines, List<ConfigurationProblem> problems)
    {
        var reader = new YamlReader(text, source, withLines, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException exception)
        {
            reader.ReportSyntax(exception.Start, FirstLine(exception), text);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's scanner gives up on some malformed documents with exceptions of these types.
            reader.ReportSyntax(reader._parser.Current?.End ?? Mark.Empty, "the document breaks off or nests wrongly near here", text);
        }
        return null;
    }

    private ConfigNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }
        _parser.Consume<DocumentStart>();
        var root = ReadNode("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Current is DocumentStart || (_parser.MoveNext() && _parser.Current is DocumentStart))
        {
            Report(_parser.Current!, "", "a second document begins here", "keep one document a file");
        }
        return root;
    }

    private ConfigNode ReadNode(string path, int depth)
    {
        var start = _parser.Consume<ParsingEvent>();
        if (depth > MaxDepth)
        {
            throw new YamlException(start.Start, start.End, $"nested deeper than {MaxDepth} levels");
        }
        RefuseDecorations(start, path);
        return start switch
        {
            YamlScalar scalar => new ScalarNode(Where(start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => ReadSequence(start, path, depth),
            MappingStart => ReadMapping(start, path, depth),
            _ => new ScalarNode(Where(start), "", IsPlain: true),
        };
    }

    private SequenceNode ReadSequence(ParsingEvent start, string path, int depth)
    {
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(KeyPath.Append(path, items.Count), depth + 1));
        }
        return new(Where(start), items);
    }

    private MappingNode ReadMapping(ParsingEvent start, string path, int depth)
    {
        var entries = new List<MappingEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadEntry(path, depth, entries) is { } entry)
            {
                entries.Add(entry);
            }
        }
        return new(Where(start), entries);
    }

    private MappingEntry? ReadEntry(string path, int depth, List<MappingEntry> entries)
    {
        var start = _parser.Current!;
        var keyNode = ReadNode(path, depth + 1);
        var key = keyNode is ScalarNode scalar ? scalar.Value : "?";
        var value = ReadNode(KeyPath.Append(path, key), depth + 1);
        if (keyNode is not ScalarNode)
        {
            Report(start, path, $"{keyNode.Kind} stands where a key is expected", "write a plain key");
            return null;
        }
        if (entries.FirstOrDefault(entry => entry.Key == key) is { } first)
        {
            Report(start, KeyPath.Append(path, key), $"duplicate key, first given at {first.Where}", "keep one of them");
            return null;
        }
        return new(key, keyNode.Where, value);
    }

    private void RefuseDecorations(ParsingEvent start, string path)
    {
        if (start is AnchorAlias alias)
        {
            Report(start, path, $"alias '*{alias.Value}'", "aliases and anchors are refused; write the value out");
        }
        else if (start is NodeEvent node && !node.Anchor.IsEmpty)
        {
            Report(start, path, $"anchor '&{node.Anchor}'", "aliases and anchors are refused; write the value out");
        }
        else if (start is NodeEvent { Tag: { IsEmpty: false } tag } && !tag.IsNonSpecific)
        {
            Report(start, path, $"tag '{tag.Value}'", "tags are refused; write the plain value");
        }
    }

    private void Report(ParsingEvent at, string path, string problem, string remedy) =>
        _problems.Add(new(Where(at), path, problem, Remedy: remedy));

    private void ReportSyntax(Mark mark, string problem, string text)
    {
        var where = _withLines ? $"{_source}:{mark.Line}" : _source;
        var tab = Array.FindIndex(text.Split('\n'), line => line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length).Contains('\t'));
        var remedy = tab < 0 ? "check brackets, quotes and indentation" : $"line {tab + 1} is indented with a tab; use spaces";
        _problems.Add(new(where, "", $"not valid YAML at column {mark.Column}: {problem}", Remedy: remedy));
    }

    private string Where(ParsingEvent at) => _withLines ? $"{_source}:{at.Start.Line}" : _source;

    private static string FirstLine(YamlException exception)
    {
        var message = (exception.InnerException ?? exception).Message;
        return message.Split('\n')[0].TrimEnd('.', ' ', '\r');
    }
}
