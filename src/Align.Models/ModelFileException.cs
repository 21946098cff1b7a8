namespace Align.Models;

/// <summary>A model, weight or tokenizer file that cannot be used as it stands. The command line ends with exit code 3.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>A refusal of one file by one check.</summary>
    /// <param name="file">The file, as the caller named it.</param>
    /// <param name="check">The check that refused it, by its short name.</param>
    /// <param name="expected">What the check wanted.</param>
    /// <param name="actual">What it found.</param>
    /// <param name="innerException">The failure beneath, where there is one.</param>
    public ModelFileException(string file, string check, string expected, string actual, Exception? innerException = null)
        : base($"{file}: {check}: expected {expected}; found {actual}", innerException)
    {
        File = file;
        Check = check;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>The check that refused the file, by its short name (<c>HeaderTooSmall</c>, <c>InvalidOffset</c>, …).</summary>
    public string Check { get; }

    /// <summary>What the check wanted.</summary>
    public string Expected { get; }

    /// <summary>What it found.</summary>
    public string Actual { get; }
}
