namespace Align.Envs.Instructions;

/// <summary>Builds a text that keeps all constraints of an instruction.</summary>
internal sealed class InstructionWitness
{
    private const int UsualWords = 18;
    private const int LeastWordsOfSentence = 2;
    private readonly IReadOnlyList<InstructionConstraint> _constraints;
    private readonly InstructionDraw _draw;

    private InstructionWitness(IReadOnlyList<InstructionConstraint> constraints, InstructionDraw draw) => (_constraints, _draw) = (constraints, draw);

    /// <summary>The text; <see langword="null"/> where the numbers of words, sentences and paragraphs contradict each other.</summary>
    public static string? Build(IReadOnlyList<InstructionConstraint> constraints, InstructionDraw draw)
    {
        var witness = new InstructionWitness(constraints, draw);
        var text = witness.Text();
        return witness.Find("case") is { } letters && text is not null
            ? letters.Text == "upper" ? text.ToUpperInvariant() : text.ToLowerInvariant()
            : text;
    }

    private string? Text() => _constraints.FirstOrDefault(constraint => constraint.Family == InstructionFamily.Format) switch
    {
        { Type: "bullets" } list => Pieces(list.Range.Least, 0) is { } pieces ? string.Join('\n', pieces.Select(piece => $"- {piece}")) : null,
        { Type: "table" } table => Pieces((table.Range.Least + 1) * table.Columns, 0) is { } cells ? Table(table, cells) : null,
        { Type: "json" } json => Pieces(json.Keys.Count, json.Keys.Count) is { } values ? $"{{{string.Join(", ", json.Keys.Zip(values, (key, value) => $"\"{key}\": \"{value}\""))}}}" : null,
        { } => Pieces(2, 0) is [var title, var body] ? $"# {title}\n\n{body}." : null,
        null => Prose(),
    };

    private static string Table(InstructionConstraint table, IReadOnlyList<string> cells)
    {
        var rows = cells.Chunk(table.Columns).Select(row => $"| {string.Join(" | ", row)} |").ToList();
        rows.Insert(1, $"|{string.Concat(Enumerable.Repeat(" --- |", table.Columns))}");
        return string.Join('\n', rows);
    }

    /// <summary>So many pieces of one word or more that together have as many words as they should, less those that stand elsewhere.</summary>
    private List<string>? Pieces(int count, int elsewhere)
    {
        var words = Words(Math.Max(count, 1), elsewhere);
        return words is null ? null : [.. Enumerable.Range(0, count).Select(at => string.Join(' ', words.Where((_, word) => word % count == at)))];
    }

    private string? Prose()
    {
        var (opening, ending) = (Find("begin")?.Text, Find("end")?.Text);
        var paragraphs = Find("paragraphs")?.Range.Least ?? 1;
        var range = Find("sentences")?.Range ?? (paragraphs, Math.Max(paragraphs, 2));
        var sentences = Math.Max(range.Item1, paragraphs);
        var (given, whole) = (Count(opening) + Count(ending), ending is null ? 0 : 1);
        if (sentences > range.Item2 || (ending is not null && sentences < 2))
        {
            sentences = Math.Max(sentences, 2);
            if (sentences > range.Item2)
            {
                return null;
            }
        }
        if (Words((sentences - whole) * LeastWordsOfSentence, given) is not { } words)
        {
            return null;
        }
        var texts = Sentences(words, sentences - whole, opening);
        return Paragraphs(ending is null ? texts : [.. texts, ending], paragraphs);
    }

    private static List<string> Sentences(List<string> words, int count, string? opening)
    {
        var texts = words.Select((word, at) => (word, at)).GroupBy(item => item.at % count, item => item.word).Select(sentence => string.Join(' ', sentence)).ToList();
        texts[0] = opening is null ? texts[0] : $"{opening} {texts[0]}";
        return [.. texts.Select(text => $"{char.ToUpperInvariant(text[0])}{text[1..]}.")];
    }

    private static string? Paragraphs(List<string> sentences, int count) => sentences.Count < count
        ? null
        : string.Join("\n\n", Enumerable.Range(0, count).Select(at => string.Join(' ', at < count - 1 ? sentences.Skip(at).Take(1) : sentences.Skip(at))));

    /// <summary>Required words first, then others that are not forbidden; <see langword="null"/> where they cannot be as few as they must.</summary>
    private List<string>? Words(int least, int elsewhere)
    {
        var range = Find("words")?.Range ?? (1, int.MaxValue);
        var required = _constraints.Where(constraint => constraint.Type == "include").SelectMany(constraint => Enumerable.Repeat(constraint.Text, constraint.Range.Least)).ToList();
        var wanted = Math.Max(Math.Max(range.Item1 - elsewhere, least), required.Count);
        wanted = range.Item2 == int.MaxValue ? Math.Max(wanted, UsualWords) : wanted;
        if (wanted + elsewhere > range.Item2)
        {
            return null;
        }
        var from = _draw.Below(InstructionVocabulary.Fillers.Count);
        while (required.Count < wanted)
        {
            required.Add(InstructionVocabulary.Fillers[(from + required.Count) % InstructionVocabulary.Fillers.Count]);
        }
        return required;
    }

    private InstructionConstraint? Find(string type) => _constraints.FirstOrDefault(constraint => constraint.Type == type);

    private static int Count(string? text) => text is null ? 0 : text.Split(' ').Length;
}
