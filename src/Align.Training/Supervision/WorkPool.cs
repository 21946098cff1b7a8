using System.Runtime.ExceptionServices;
using Align.Core;

namespace Align.Training.Supervision;

/// <summary>Work for one worker of a pool.</summary>
/// <param name="Id">Names the work in answers; unique to the requester.</param>
/// <param name="Payload">What the worker understands; managed data only.</param>
public sealed record Work(long Id, object Payload);

/// <summary>The answer to a <see cref="Work"/>.</summary>
public sealed record WorkDone(long Id, object Result);

/// <summary>A worker's word to its pool that it failed at the work in hand; sent while the worker is being restarted.</summary>
internal sealed record WorkFailed(Work Work, Exception Reason);

/// <summary>
/// Hands work to N workers, one piece at a time each. A worker that fails is restarted and its work is handed out again,
/// to whoever is free; work that fails twice stops the run, because it would fail for ever.
/// </summary>
internal sealed class WorkPool : ReceiveActor
{
    private const int MaxAttempts = 2;
    private readonly Queue<Assignment> _waiting = new();
    private readonly Queue<IActorRef> _idle = new();
    private readonly Dictionary<IActorRef, Assignment> _busy = [];

    /// <summary>A pool of <paramref name="workers"/> actors made by <paramref name="worker"/>.</summary>
    public WorkPool(Props worker, int workers)
    {
        for (var i = 0; i < workers; i++)
        {
            _idle.Enqueue(Context.ActorOf(worker, $"worker-{i}"));
        }
        Receive<Work>(work => Enqueue(new Assignment(work, Sender, 1)));
        Receive<WorkDone>(done => Complete(Sender, done));
        Receive<WorkFailed>(failed => Retry(Sender, failed));
    }

    /// <summary>The props of a pool.</summary>
    public static Props Of(Props worker, int workers) => Props.Create(() => new WorkPool(worker, workers));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_ => Directive.Restart);

    private void Enqueue(Assignment assignment)
    {
        _waiting.Enqueue(assignment);
        Dispatch();
    }

    private void Dispatch()
    {
        while (_waiting.Count > 0 && _idle.TryDequeue(out var worker))
        {
            var assignment = _waiting.Dequeue();
            _busy[worker] = assignment;
            worker.Tell(assignment.Work);
        }
    }

    private void Complete(IActorRef worker, WorkDone done)
    {
        if (!_busy.Remove(worker, out var assignment))
        {
            return;
        }
        assignment.Requester.Tell(done);
        _idle.Enqueue(worker);
        Dispatch();
    }

    private void Retry(IActorRef worker, WorkFailed failed)
    {
        if (!_busy.Remove(worker, out var assignment))
        {
            return;
        }
        if (failed.Reason is AlignException)
        {
            // Known for what it is, and no other worker would fare better.
            ExceptionDispatchInfo.Throw(failed.Reason);
        }
        if (assignment.Attempt >= MaxAttempts)
        {
            throw new WorkAbandonedException(failed.Reason, assignment.Attempt);
        }
        _idle.Enqueue(worker);
        Enqueue(assignment with { Attempt = assignment.Attempt + 1 });
    }

    private sealed record Assignment(Work Work, IActorRef Requester, int Attempt);
}
