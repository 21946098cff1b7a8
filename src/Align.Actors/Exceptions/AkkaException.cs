namespace Align.Actors;

/// <summary>The root of the runtime's exceptions.</summary>
public abstract class AkkaException : Exception
{
    private protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
