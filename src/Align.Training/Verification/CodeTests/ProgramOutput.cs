namespace Align.Training.Verification.CodeTests;

/// <summary>Compares what programs print.</summary>
internal static class ProgramOutput
{
    /// <summary>Whether two outputs are the same line by line, white space at the ends of lines and empty lines at the end aside. A beginning of the right output is not the right output.</summary>
    public static bool AreSame(string expected, string printed) => Lines(expected).SequenceEqual(Lines(printed));

    private static List<string> Lines(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd()).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }
        return lines;
    }
}
