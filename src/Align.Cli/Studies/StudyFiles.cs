using Align.Training.Studies;

namespace Align.Cli.Studies;

/// <summary>The files that tell what a study has found. They hold nothing of time, machine or place: equal runs write equal bytes.</summary>
internal static class StudyFiles
{
    /// <summary>Each file's path below the results' directory, and its text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Of(StudyResults results)
    {
        var files = new List<(string Path, string Text)>
        {
            ("results.csv", ResultsCsv.Rows(results.Study, results.Cells, withGrid: true)),
            ("table.md", ResultsMarkdown.Of(results)),
            ("study.json", ResultsJson.Of(results)),
        };
        if (results.AcrossGrid.Columns.Count > 0)
        {
            files.Add(("across-grid.csv", ResultsCsv.Rows(results.Study, results.AcrossGrid, withGrid: false)));
        }
        if (results.Differences.Count > 0)
        {
            files.Add(("comparisons.csv", ResultsCsv.Differences(results.Differences)));
        }
        if (results.Incumbents.Count > 0)
        {
            files.Add(("incumbents.csv", ResultsCsv.Incumbents(results)));
        }
        files.AddRange(results.Study.Config.Plots.Select(plot => ($"plots/{plot.FileName}.svg", Plots.SvgPlot.Of(StudyCharts.Of(results, plot)))));
        return files;
    }

    /// <summary>Writes the files below a directory, over those of the same names.</summary>
    public static void Write(IEnumerable<(string Path, string Text)> files, string directory)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(directory, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
