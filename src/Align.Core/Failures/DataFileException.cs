namespace Align.Core;

/// <summary>A data file is missing or a line of it is broken.</summary>
/// <param name="path">The file.</param>
/// <param name="line">The physical line, from 1; <see langword="null"/> where the whole file is meant.</param>
/// <param name="what">What is wrong with it. Never quotes more than 80 characters of content.</param>
/// <param name="remedy">What to do.</param>
/// <param name="innerException">The cause, where another exception was.</param>
public sealed class DataFileException(string path, long? line, string what, string remedy, Exception? innerException = null)
    : AlignException(ExitCode.Data, what, line is null ? path : $"{path}:{line}", remedy, innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The physical line, from 1; <see langword="null"/> where the whole file is meant.</summary>
    public long? Line { get; } = line;
}
