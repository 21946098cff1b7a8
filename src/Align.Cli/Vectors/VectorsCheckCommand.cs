using System.Globalization;

namespace Align.Cli.Vectors;

/// <summary><c>align vectors check FILE</c>: compares the learner's functions with recorded results.</summary>
public static class VectorsCheckCommand
{
    /// <summary>All groups that the program implements agree.</summary>
    public const int Agreement = 0;

    /// <summary>Some result disagrees.</summary>
    public const int Mismatch = 1;

    /// <summary>The file is missing, unreadable or of another format.</summary>
    public const int UnreadableFile = 3;

    /// <summary>Prints one line per group and the details of what disagrees.</summary>
    /// <param name="path">The file of reference vectors.</param>
    /// <param name="output">Receives the report.</param>
    /// <param name="error">Receives the reason when the file cannot be read.</param>
    /// <returns>The exit code: 0, 1 or 3.</returns>
    public static int Run(string path, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        IReadOnlyList<GroupReport> reports;
        try
        {
            reports = VectorChecker.Check(VectorFile.Load(path));
        }
        catch (VectorFileException problem)
        {
            error.WriteLine(problem.Message);
            return UnreadableFile;
        }
        foreach (var report in reports.Where(report => report.IsKnown))
        {
            Write(report, output);
        }
        WriteSummary(reports, output);
        return reports.Any(report => report.IsKnown && !report.Passed) ? Mismatch : Agreement;
    }

    private static void Write(GroupReport report, TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.Passed ? "pass" : "FAIL")}  {report.Name,-36} {Count(report.Cases, "case"),-9} largest relative error {report.LargestRelativeError:0.0e+00}"));
        foreach (var (name, mismatches) in report.Failures)
        {
            output.WriteLine($"      {name}");
            foreach (var mismatch in mismatches)
            {
                output.WriteLine($"        {mismatch}");
            }
        }
        foreach (var (name, reason, agrees) in report.Deviations)
        {
            output.WriteLine($"      {name}: deviates: {reason}{(agrees ? " (agrees all the same)" : "")}");
        }
        if (report.NotCompared.Count > 0)
        {
            output.WriteLine($"      not compared: {string.Join(", ", report.NotCompared)}");
        }
    }

    private static void WriteSummary(IReadOnlyList<GroupReport> reports, TextWriter output)
    {
        var unknown = reports.Where(report => !report.IsKnown).Select(report => report.Name).ToArray();
        if (unknown.Length > 0)
        {
            output.WriteLine($"not implemented: {string.Join(", ", unknown)}");
        }
        var failed = reports.Count(report => !report.Passed);
        var known = reports.Count - unknown.Length;
        output.WriteLine($"{Count(known - failed, "group")} passed, {failed} failed, {unknown.Length} not implemented");
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
