using System.Collections.Immutable;
using System.Globalization;

namespace Align.Envs.JsonLines;

/// <summary>The lines of both splits, without duplicates, and nothing in training that is held out.</summary>
/// <param name="Train">To train on, in the order of the file.</param>
/// <param name="Test">Held out, in the order of the file.</param>
/// <param name="Notes">What was left out, and why.</param>
internal sealed record JsonLinesSplits(ImmutableArray<JsonLinesRow> Train, ImmutableArray<JsonLinesRow> Test, ImmutableArray<string> Notes)
{
    /// <summary>The splits of the files that the options name.</summary>
    public static JsonLinesSplits Of(JsonLinesOptions options)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var file = new JsonLinesFile(options);
        var rows = options.Path is { } path ? Distinct(path, file.Read(path), notes) : [];
        if (options.TestPath is not { } testPath)
        {
            var heldOut = new HeldOut(options.Seed, JsonLinesStreams.Split, options.TestFraction);
            return new([.. rows.Where(row => heldOut.Contains(Core.PromptSplit.Train, row.Key))], [.. rows.Where(row => heldOut.Contains(Core.PromptSplit.Test, row.Key))], notes.ToImmutable());
        }
        var test = Distinct(testPath, file.Read(testPath), notes);
        var known = test.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        var train = rows.Where(row => !known.Contains(row.Key)).ToImmutableArray();
        Note(notes, rows.Length - train.Length, $"of {options.Path} stand in {testPath} too and are left out of training.");
        return new(train, test, notes.ToImmutable());
    }

    private static ImmutableArray<JsonLinesRow> Distinct(string path, IReadOnlyList<JsonLinesRow> rows, ImmutableArray<string>.Builder notes)
    {
        var groups = rows.GroupBy(row => row.Key).ToList();
        var agreed = groups.Where(same => same.Select(row => row.Judgement).Distinct().Count() == 1).ToList();
        var disputed = groups.Except(agreed).Sum(same => same.Count());
        Note(notes, disputed, $"of {path} ask the same with different answers and are left out.");
        Note(notes, rows.Count - disputed - agreed.Count, $"of {path} ask what an earlier line asks and are left out.");
        return [.. agreed.Select(same => same.First())];
    }

    private static void Note(ImmutableArray<string>.Builder notes, int count, string what)
    {
        if (count > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} lines {what}"));
        }
    }
}
