namespace Align.Core;

/// <summary>A failure that the person at the keyboard can understand and mend. Everything else that is thrown is a bug.</summary>
/// <remarks>Sealed descendants name the refusal and carry its data; the message says what happened, without place and remedy.</remarks>
/// <param name="exitCode">How the program ends when nobody handles the failure.</param>
/// <param name="what">What happened, in one sentence.</param>
/// <param name="where">The file, key, step or worker concerned.</param>
/// <param name="remedy">What to do.</param>
/// <param name="innerException">The cause, where another exception was.</param>
public abstract class AlignException(ExitCode exitCode, string what, string where, string remedy, Exception? innerException = null)
    : Exception(what, innerException)
{
    /// <summary>How the program ends when nobody handles the failure.</summary>
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>The file, key, step or worker concerned.</summary>
    public string Where { get; } = where;

    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;
}
