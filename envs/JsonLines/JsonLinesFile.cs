using System.Collections.Immutable;
using System.Text.Json;
using Align.Core;

namespace Align.Envs.JsonLines;

/// <summary>Reads a file by the options: every broken line is named at once.</summary>
internal sealed class JsonLinesFile(JsonLinesOptions options)
{
    /// <summary>The lines in their order.</summary>
    /// <exception cref="DataFileException">The file cannot be read, is empty, or lines are broken, or are duplicates and not to be removed.</exception>
    public IReadOnlyList<JsonLinesRow> Read(string path)
    {
        var problems = new DataProblems(path);
        var rows = new List<JsonLinesRow>();
        DataLines.Read(path, problems, (line, row) =>
        {
            if (Row(Path.GetFileName(path), line, row, problems) is { } found)
            {
                rows.Add(found);
            }
        });
        if (options.Duplicates == DuplicatePrompts.Refuse)
        {
            foreach (var again in rows.GroupBy(row => row.Key).SelectMany(same => same.Skip(1).Select(row => (row.Line, First: same.First().Line))))
            {
                problems.Add(again.Line, $"asks the same as line {again.First}", "remove the line, or set duplicates: remove");
            }
        }
        problems.ThrowIfAny();
        return rows;
    }

    private JsonLinesRow? Row(string file, long line, JsonElement json, DataProblems problems)
    {
        var fields = new JsonLinesFields(line, json, problems);
        if (fields.Messages(options.PromptField) is not { } messages)
        {
            return null;
        }
        var written = options.AnswerField is { } field ? fields.Answer(field) : null;
        var answer = written is not null && options.AnswerMark is { } mark ? fields.AfterMark(written, options.AnswerField!, mark) : written;
        var difficulty = options.DifficultyField is { } graded ? fields.Difficulty(graded) : null;
        return problems.Has(line) ? null : new JsonLinesRow(file, line, Text(messages), answer)
        {
            Solution = options.SolutionField is { } solved ? fields.Optional(solved) : options.AnswerMark is null ? null : written,
            Difficulty = difficulty,
            Id = fields.Optional("id"),
            Facts = options.MetadataFields.Select(name => (Name: JsonLinesOptions.Name(name), Fact: fields.Fact(name))).Where(fact => fact.Fact is not null)
                .ToImmutableSortedDictionary(fact => fact.Name, fact => fact.Fact!, StringComparer.Ordinal),
        };
    }

    private string Text(IReadOnlyList<(string Role, string Content)> messages)
    {
        var question = options.Template.Replace(JsonLinesOptions.Place, messages[^1].Content, StringComparison.Ordinal);
        var worded = messages.SkipLast(1).Append((messages[^1].Role, Content: question));
        return options.Form == PromptForm.Plain
            ? string.Join("\n\n", worded.Select(message => message.Content))
            : $"{string.Concat(worded.Select(message => $"{message.Role}: {message.Content}\n"))}assistant: ";
    }
}
