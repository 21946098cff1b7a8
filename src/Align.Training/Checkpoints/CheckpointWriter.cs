using Align.Training.Supervision;

namespace Align.Training.Checkpoints;

/// <summary>Asks for a checkpoint of the run as it stands; the asker starts nothing before the answer.</summary>
/// <param name="Progress">Where the run stands.</param>
/// <param name="MustSucceed">Whether nothing comes after it, so that a refusal is not to be borne.</param>
internal sealed record SaveCheckpoint(RunProgress Progress, bool MustSucceed);

/// <summary>The answer to <see cref="SaveCheckpoint"/>.</summary>
/// <param name="Path">Where it lies; <see langword="null"/> where the disk refused, which is borne a few times.</param>
internal sealed record CheckpointWritten(string? Path);

/// <summary>Writes checkpoints. A disk that refuses is reported and borne twice; the third failure in a row ends the run.</summary>
internal sealed class CheckpointWriter : ReceiveActor
{
    private const int MaxFailuresInARow = 3;
    private int _failures;

    /// <summary>A writer to the run's store.</summary>
    public CheckpointWriter(RunServices services) => Receive<SaveCheckpoint>(save =>
    {
        if (services.Checkpoints is not { } store)
        {
            Sender.Tell(new CheckpointWritten(null));
            return;
        }
        Flush(services);
        try
        {
            var checkpoint = store.Save(
                save.Progress.StepsDone, CheckpointContents.ConfigHash(services.Config), CheckpointContents.Parts(services, save.Progress));
            _failures = 0;
            Sender.Tell(new CheckpointWritten(checkpoint.FullPath));
        }
        catch (CheckpointException failure) when (!save.MustSucceed && ++_failures < MaxFailuresInARow)
        {
            services.Observer.OnEvent(new RunEvent.Warning($"checkpoint not saved: {failure.Message}; {failure.Remedy}"));
            Sender.Tell(new CheckpointWritten(null));
        }
    });

    // The log's lines are on the disk before the checkpoint that counts on them; a log that fails stops no training.
    private static void Flush(RunServices services)
    {
        try
        {
            services.Metrics.Flush();
            services.Samples.Flush();
        }
        catch (IOException failure)
        {
            services.Observer.OnEvent(new RunEvent.Warning($"the log may not survive a failure of the machine: {failure.Message}"));
        }
    }
}
