namespace Align.Actors;

/// <summary>The outcome of work, as a message.</summary>
public abstract class Status
{
    private Status()
    {
    }

    /// <summary>The work succeeded.</summary>
    /// <param name="status">Its result; may be null.</param>
    public sealed class Success(object status) : Status
    {
        /// <summary>A success without a result.</summary>
        public static readonly Success Instance = new(null!);

        /// <summary>The result; may be null.</summary>
        public readonly object Status = status;

        /// <inheritdoc/>
        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>The work failed. As an answer to <c>Ask</c> it faults the task.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="state">What the work was about; may be null.</param>
    public sealed class Failure(Exception cause, object state) : Status
    {
        /// <summary>Why.</summary>
        public readonly Exception Cause = cause;

        /// <summary>What the work was about; may be null.</summary>
        public readonly object State = state;

        /// <summary>A failure without a state.</summary>
        /// <param name="cause">Why.</param>
        public Failure(Exception cause)
            : this(cause, null!)
        {
        }

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause}";
    }
}
