namespace Align.Tests.Faults;

/// <summary>The run that nothing happened to, which every other one must end like. One for all tests, which follow one another.</summary>
public sealed class UnbrokenRun : IAsyncLifetime, IDisposable
{
    private TinyRun? _killed;

    internal TinyRun Run { get; } = new();

    public async Task InitializeAsync()
    {
        using var process = Run.Start();
        var (exitCode, output, errors) = await process.EndAsync();
        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(TinyRun.Lines, Run.Metrics().Length);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Run.Dispose();
        _killed?.Dispose();
    }

    /// <summary>A run that was killed in its twelfth training step, the fifth of grpo, with two checkpoints.</summary>
    internal async Task<TinyRun> CopyOfKilledAsync()
    {
        if (_killed is null)
        {
            _killed = new TinyRun();
            using var process = _killed.Start("learner.step:12");
            var (exitCode, output, errors) = await process.EndAsync();
            Assert.True(exitCode == 137, output + errors);
        }
        return _killed.Copy();
    }

    /// <summary>Same lines in the same order, none lost and none twice, same completions, same weights.</summary>
    internal void AssertSame(TinyRun run, string how)
    {
        Assert.True(Run.Metrics().SequenceEqual(run.Metrics()), $"metrics differ: {how}");
        Assert.True(Run.Samples().SequenceEqual(run.Samples()), $"samples differ: {how}");
        Assert.True(Run.WeightsHash() == run.WeightsHash(), $"weights differ: {how}");
    }

    /// <summary>Resumes to the end, which must be the unbroken one, and returns what the program said.</summary>
    internal async Task<string> AssertResumesAsync(TinyRun run, string how)
    {
        using var process = run.Resume();
        var (exitCode, output, errors) = await process.EndAsync();
        Assert.True(exitCode == 0, $"{how}\n{output}{errors}");
        Assert.True(run.IsComplete);
        AssertSame(run, how);
        return output;
    }
}

[CollectionDefinition(Name)]
public sealed class UnbrokenRunGroup : ICollectionFixture<UnbrokenRun>
{
    public const string Name = "beside an unbroken run";
}
