namespace Align.Actors;

/// <summary>Asynchronous handlers.</summary>
internal sealed partial class ActorCell
{
    private int _runningTasks;

    private ActorTaskScheduler TaskScheduler => field ??= new ActorTaskScheduler(this);

    /// <summary>Runs an asynchronous handler in this actor's turns; no user message is taken until it is done.</summary>
    public void RunTask(Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _runningTasks++;
        var running = Task.Factory.StartNew(handler, CancellationToken.None, TaskCreationOptions.None, TaskScheduler).Unwrap();
        running.ContinueWith(Finish, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler);
    }

    private void Finish(Task task)
    {
        _runningTasks--;
        if (task.IsCanceled)
            Fail(new TaskCanceledException(task));
        else if (task.Exception is { } errors)
            Fail(errors.InnerExceptions.Count == 1 ? errors.InnerExceptions[0] : errors);
        else if (_runningTasks == 0)
            FinishMessage();
    }
}
