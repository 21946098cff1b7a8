namespace Align.Actors;

/// <summary>Sends the outcome of a task as a message; so an actor goes on working while the task runs.</summary>
public static class PipeToSupport
{
    /// <summary>Sends a task's result, or <see cref="Status.Failure"/> with its exception.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the outcome.</param>
    /// <param name="sender">The message's sender; null for none.</param>
    /// <param name="success">Makes the message from the result; null for the result itself.</param>
    /// <param name="failure">Makes the message from the exception; null for <see cref="Status.Failure"/>.</param>
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        try
        {
            var result = await taskToPipe.ConfigureAwait(false);
            recipient.Tell(success is null ? result! : success(result), sender);
        }
        catch (Exception cause)
        {
            recipient.Tell(failure is null ? new Status.Failure(cause) : failure(cause), sender);
        }
    }

    /// <summary>Sends a message when a task without a result is done, or <see cref="Status.Failure"/> with its exception.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the outcome.</param>
    /// <param name="sender">The message's sender; null for none.</param>
    /// <param name="success">Makes the message for success; null to send none.</param>
    /// <param name="failure">Makes the message from the exception; null for <see cref="Status.Failure"/>.</param>
    public static async Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        try
        {
            await taskToPipe.ConfigureAwait(false);
            if (success is not null)
                recipient.Tell(success(), sender);
        }
        catch (Exception cause)
        {
            recipient.Tell(failure is null ? new Status.Failure(cause) : failure(cause), sender);
        }
    }
}
