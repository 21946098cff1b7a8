using System.Globalization;
using Align.Training.Configuration.Planning;
using Align.Training.Studies;

namespace Align.Cli.Studies;

/// <summary>What <c>align study</c> writes besides its progress.</summary>
internal static class StudyText
{
    /// <summary>The runs and how far each has come.</summary>
    public static void WriteRuns(TextWriter output, Study study, StudyDirectory directory)
    {
        foreach (var run in study.Runs)
        {
            var needs = run.Needs.Count == 0 ? "" : $", after {string.Join(", ", run.Needs)}";
            output.WriteLine($"{StateText(directory.StateOf(run))}  {run.Name}{needs}: {directory.Of(run).Path}");
        }
        var left = study.Runs.Count(run => directory.StateOf(run) != StudyRunState.Finished);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(study.Runs.Count, "run")}, {Counted.Of(study.Cells.Count, "cell")} × {Counted.Of(study.Config.Seeds.Count, "seed")} and {study.Runs.Count - (study.Cells.Count * study.Config.Seeds.Count)} shared; {left} left to do. Nothing was run."));
    }

    /// <summary>The table and where everything lies.</summary>
    public static void WriteResults(TextWriter output, StudyResults results, string directory)
    {
        output.WriteLine();
        output.Write(ResultsMarkdown.Of(results));
        output.WriteLine();
        output.WriteLine($"results: {directory}");
    }

    private static string StateText(StudyRunState state) => state switch
    {
        StudyRunState.Finished => "finished",
        StudyRunState.Begun => "begun   ",
        _ => "new     ",
    };
}
