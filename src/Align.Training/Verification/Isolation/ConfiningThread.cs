namespace Align.Training.Verification.Isolation;

/// <summary>A thread for one start of a process: what the thread takes on, it cannot take off, and the process inherits it.</summary>
internal static class ConfiningThread
{
    /// <summary>Confines a thread and starts a process from it.</summary>
    /// <param name="start">Does both; gives the process's id.</param>
    /// <exception cref="IOException">It failed, for whatever reason.</exception>
    public static int Start(Func<int> start)
    {
        var (id, failure) = (0, (Exception?)null);
        var thread = new Thread(() =>
        {
            try
            {
                id = start();
            }
            catch (Exception exception) // Whatever it is: nobody hears it on a thread of one's own, and the run would end by it.
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? id : throw new IOException(failure.Message, failure);
    }
}
