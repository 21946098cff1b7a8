using System.Text.Json;

namespace Align.Rewards.InstructionConstraints;

/// <summary>Whether a text keeps a constraint.</summary>
internal static class ConstraintCheck
{
    private const int MostDepth = 16;

    /// <summary>The verdict on a text with at least one word.</summary>
    public static bool Holds(Constraint constraint, TextMeasures text) => constraint.Type switch
    {
        "include" => Within(constraint, Occurrences(text, constraint.Text)),
        "exclude" => Occurrences(text, constraint.Text) == 0,
        "begin" => text.Text.StartsWith(constraint.Text, StringComparison.Ordinal),
        "end" => text.Text.EndsWith(constraint.Text, StringComparison.Ordinal),
        "forbid" => !text.Text.Contains(constraint.Text, StringComparison.Ordinal),
        "words" => Within(constraint, text.Words.Length),
        "sentences" => Within(constraint, text.Sentences),
        "paragraphs" => Within(constraint, text.Paragraphs),
        "bullets" => Within(constraint, text.Lines.Length) && text.Lines.All(IsBullet),
        "table" => IsTable(constraint, text),
        "heading" => text.Lines[0].StartsWith("# ", StringComparison.Ordinal),
        "json" => IsObject(constraint, text.Text),
        "case" => text.Text.All(sign => !char.IsLetter(sign) || (constraint.Text == "upper" ? !char.IsLower(sign) : !char.IsUpper(sign))),
        _ => text.Text.All(sign => !char.IsLetter(sign) || IsLatin(sign)),
    };

    private static bool Within(Constraint constraint, int count) => count >= constraint.Least && count <= constraint.Most;

    private static int Occurrences(TextMeasures text, string word) => text.Words.Count(found => found.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsBullet(string line) => line.Length > 2 && line[0] is '-' or '*' && line[1] == ' ';

    // A header, a line of hyphens, then the rows; every line has as many cells.
    private static bool IsTable(Constraint table, TextMeasures text) =>
        text.Lines.Length >= 2
        && Within(table, text.Lines.Length - 2)
        && text.Lines.All(line => line.Length > 1 && line[0] == '|' && line[^1] == '|')
        && text.Lines.Select(line => Cells(line).Length).Distinct().ToList() is [var columns]
        && (table.Columns == 0 || columns == table.Columns)
        && Cells(text.Lines[1]).All(cell => cell.Trim(' ', ':') is { Length: > 0 } rule && rule.All(sign => sign == '-'));

    private static string[] Cells(string line) => line[1..^1].Split('|');

    private static bool IsObject(Constraint json, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).SequenceEqual(json.Keys.Order(StringComparer.Ordinal))
                && document.RootElement.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()!.Trim().Length > 0);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException) // Half a surrogate pair is found only when the text is taken out.
        {
            return false;
        }
    }

    // Basic Latin, Latin-1, Latin Extended-A and -B, and Latin Extended Additional.
    private static bool IsLatin(char letter) => letter is (< '\u0250' and not 'µ') or (>= '\u1E00' and <= '\u1EFF');
}
