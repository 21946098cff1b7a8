namespace Align.Actors;

/// <summary>Questions that are answered by a task.</summary>
public static class Futures
{
    /// <summary>Sends a message and returns its answer.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for the setting <c>akka.actor.ask-timeout</c>, which is infinite by default.</param>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Sends a message and returns its answer.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the answer came.</exception>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <summary>Sends a message and returns its answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Sends a message and returns its answer. <see cref="Status.Failure"/> as an answer faults the task with its cause.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for the setting <c>akka.actor.ask-timeout</c>, which is infinite by default.</param>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    /// <exception cref="ArgumentException">The answer has another type.</exception>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Sends a message and returns its answer.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the answer came.</exception>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>Sends a message and returns its answer.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>Sends a message that names the reference to answer to, and returns the answer.</summary>
    public static Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageFactory);
        var system = (self as InternalActorRef)?.Owner ?? ActorCell.Current?.System
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var future = new FutureActorRef<T>(system);
        future.ExpireAfter(timeout ?? system.AskTimeout, cancellationToken);
        self.Tell(messageFactory(future), future);
        return future.Answer;
    }
}
