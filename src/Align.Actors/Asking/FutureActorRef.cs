namespace Align.Actors;

/// <summary>The asker: takes one answer.</summary>
internal sealed class FutureActorRef<T>(ActorSystem system) : InternalActorRef
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorPath? _path;

    public override ActorPath Path => _path ?? Interlocked.CompareExchange(ref _path, system.NextTempPath(), null) ?? _path;

    public override ActorSystem Owner => system;

    public Task<T> Answer => _answer.Task;

    public override void Tell(object message, IActorRef? sender)
    {
        var taken = message switch
        {
            T answer => _answer.TrySetResult(answer),
            Status.Failure failure => _answer.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            null => _answer.TrySetResult(default!),
            _ => _answer.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (!taken && !_answer.Task.IsCanceled && message is not null)
            system.DeadLetterRef.Publish(message, sender, this);
    }

    public override void Send(SystemMessage message) => system.DeadLetterRef.Reject(message, this);

    public void ExpireAfter(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ITimer? timer = timeout > TimeSpan.Zero ? system.Time.CreateTimer(_ => Expire(timeout), null, timeout, Timeout.InfiniteTimeSpan) : null;
        var registration = cancellationToken.Register(() => _answer.TrySetCanceled(cancellationToken));
        if (timer is null && !cancellationToken.CanBeCanceled)
            return;
        _answer.Task.ContinueWith(
            _ =>
            {
                timer?.Dispose();
                registration.Unregister();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Expire(TimeSpan timeout) =>
        _answer.TrySetException(new AskTimeoutException($"Timeout after {timeout.TotalSeconds:F2} seconds"));
}
