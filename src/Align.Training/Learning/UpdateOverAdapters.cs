namespace Align.Training.Learning;

/// <summary>An update whose adapters outlive it: brings their memory, their end and their disposal.</summary>
/// <param name="inner">The mathematics of a step.</param>
/// <param name="memories">What checkpoints hold beside what the inner update remembers; read first.</param>
/// <param name="finish">Called when the stage is over.</param>
/// <param name="owned">Disposed after the inner update, in this order.</param>
internal sealed class UpdateOverAdapters(IStageUpdate inner, IReadOnlyList<IStageMemory> memories, Action finish, IReadOnlyList<IDisposable> owned) : IStageUpdate
{
    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [.. memories, .. inner.Memories];

    /// <inheritdoc/>
    public bool IsExhausted => inner.IsExhausted;

    /// <inheritdoc/>
    public bool IsDone => inner.IsDone;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson) => inner.Run(lesson);

    /// <inheritdoc/>
    public void Finish() => finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        inner.Dispose();
        foreach (var item in owned)
        {
            item.Dispose();
        }
    }
}
