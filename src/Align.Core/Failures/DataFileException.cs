using System.Globalization;

namespace Align.Core;

/// <summary>A data file is missing or lines of it are broken.</summary>
public sealed class DataFileException : AlignException
{
    /// <summary>One thing is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The physical line, from 1; <see langword="null"/> where the whole file is meant.</param>
    /// <param name="what">What is wrong with it. Never quotes more than 80 characters of content.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="innerException">The cause, where another exception was.</param>
    public DataFileException(string path, long? line, string what, string remedy, Exception? innerException = null)
        : base(ExitCode.Data, what, line is null ? path : Place(path, line.Value), remedy, innerException) => (Path, Line) = (path, line);

    /// <summary>Several lines are broken; the first stands for the place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">At least one, by line.</param>
    /// <param name="unnamed">How many more there are.</param>
    /// <param name="unit">What is numbered: a line, or a pair where no file is read.</param>
    public DataFileException(string path, IReadOnlyList<DataProblem> problems, int unnamed, string unit = "line")
        : base(ExitCode.Data, Summary(problems, unnamed, unit), Place(path, problems[0].Line), $"mend these {unit}s; nothing has been run") =>
        (Path, Line, Problems, Unnamed, Unit) = (path, problems[0].Line, problems, unnamed, unit);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The physical line, from 1, the first where there are several; <see langword="null"/> where the whole file is meant.</summary>
    public long? Line { get; }

    /// <summary>Each broken line, where there are several; else empty.</summary>
    public IReadOnlyList<DataProblem> Problems { get; } = [];

    /// <summary>Broken lines beside <see cref="Problems"/>.</summary>
    public int Unnamed { get; }

    /// <summary>What the numbers of <see cref="Problems"/> count: <c>line</c> or <c>pair</c>.</summary>
    public string Unit { get; } = "line";

    private static string Place(string path, long line) => string.Create(CultureInfo.InvariantCulture, $"{path}:{line}");

    private static string Summary(IReadOnlyList<DataProblem> problems, int unnamed, string unit)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var named = problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"{unit} {problem.Line} {problem.What}"));
        var rest = unnamed > 0 ? string.Create(CultureInfo.InvariantCulture, $"; and {unnamed} more") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{problems.Count + unnamed} broken {unit}s: {string.Join("; ", named)}{rest}");
    }
}
