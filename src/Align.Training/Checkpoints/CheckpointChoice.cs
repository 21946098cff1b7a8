using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Training.Checkpoints;

/// <summary>Which checkpoint of a run is meant.</summary>
internal static class CheckpointChoice
{
    /// <summary>The one of <paramref name="step"/>, or the newest whole one; <see langword="null"/> where there is none yet. Says which ones were passed over.</summary>
    /// <exception cref="CheckpointException">The one that was asked for cannot be read, or there are some and none is whole.</exception>
    public static Checkpoint? Of(RunConfig config, RunDirectory directory, IRunObserver observer, long? step)
    {
        var store = new CheckpointStore(directory.Checkpoints, config.Checkpoint.Keep);
        if (step is { } wanted)
        {
            return store.Open(wanted);
        }
        var search = store.FindNewest();
        foreach (var skipped in search.Skipped)
        {
            observer.OnEvent(new RunEvent.Warning($"checkpoint {skipped.FullPath} passed over: {skipped.Reason}"));
        }
        return search.Newest is null && search.Skipped.Count > 0
            ? throw new CheckpointException(
                directory.Checkpoints,
                $"none of the run's {search.Skipped.Count} checkpoints is whole",
                "restore one of them from a copy; to begin again from nothing, use align run with another --output")
            : search.Newest;
    }
}
