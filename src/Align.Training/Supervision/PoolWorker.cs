namespace Align.Training.Supervision;

/// <summary>The actor base of a <see cref="WorkPool"/>'s workers: does one piece of work, answers, reports its own failure.</summary>
internal abstract class PoolWorker : ReceiveActor
{
    /// <summary>Binds the worker's one message to <see cref="DoAsync"/>.</summary>
    protected PoolWorker()
    {
        ReceiveAsync<Work>(async work =>
        {
            var pool = Sender;
            var result = await DoAsync(work.Payload);
            pool.Tell(new WorkDone(work.Id, result), Self);
        });
    }

    /// <summary>Does the work and returns the answer, managed data only. An exception restarts this worker.</summary>
    protected abstract Task<object> DoAsync(object payload);

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Work work)
        {
            Context.Parent.Tell(new WorkFailed(work, reason), Self);
        }
        base.PreRestart(reason, message);
    }
}
