namespace Align.Actors;

/// <summary>What a supervisor does about a failed child.</summary>
public enum Directive
{
    /// <summary>The child goes on with its next message and keeps its state.</summary>
    Resume,

    /// <summary>The child goes on with its next message as a new instance.</summary>
    Restart,

    /// <summary>The supervisor fails itself, and its own supervisor decides.</summary>
    Escalate,

    /// <summary>The child stops for good.</summary>
    Stop,
}
