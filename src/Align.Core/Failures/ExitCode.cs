namespace Align.Core;

/// <summary>What the program's exit code says. The numbers are part of the command line's contract.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>A check that was asked for found a mismatch.</summary>
    Mismatch = 1,

    /// <summary>The configuration or the command line is wrong, or the configuration file is missing.</summary>
    Configuration = 2,

    /// <summary>A data or model file is missing or broken, or the rewards cannot judge the data.</summary>
    Data = 3,

    /// <summary>A checkpoint cannot be read or written.</summary>
    Checkpoint = 4,

    /// <summary>The loss or its gradient stayed non-finite.</summary>
    Numerics = 5,

    /// <summary>The workers are exhausted or stalled.</summary>
    Fleet = 6,

    /// <summary>A bug in the program.</summary>
    Bug = 70,

    /// <summary>Interrupted (SIGINT).</summary>
    Interrupted = 130,

    /// <summary>Terminated (SIGTERM).</summary>
    Terminated = 143,
}
