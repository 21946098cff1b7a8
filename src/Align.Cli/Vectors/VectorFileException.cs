namespace Align.Cli.Vectors;

/// <summary>A file of reference vectors could not be read.</summary>
public sealed class VectorFileException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="cause">The error behind it, if any.</param>
    public VectorFileException(string path, string problem, Exception? cause = null)
        : base($"{path}: {problem}", cause)
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }
}
