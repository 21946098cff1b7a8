using System.Collections.Immutable;
using System.Threading.Channels;
using Align.Core;
using Align.Training.Configuration;

namespace Align.Training.Verification.Isolation;

/// <summary>A reward whose code runs in processes of its own, kept warm. They start with the first completion and end with <see cref="DisposeAsync"/>, or with this process.</summary>
/// <remarks>Verdicts come in the order of the completions, whatever the number of workers.</remarks>
public sealed class ProcessReward : IBatchReward, IAnswerNaming, IAsyncDisposable
{
    // Long enough that the way there and back is small beside the work, short enough that a hang holds up few others.
    private const int LongestChunk = 32;
    private const int ChunksPerWorker = 4;

    private readonly RewardSlot[] _slots;
    private readonly WatchedProcesses _processes;
    private readonly WorkerLosses _losses;
    private readonly Channel<RewardSlot> _idle = Channel.CreateUnbounded<RewardSlot>();
    private readonly CancellationTokenSource _ended = new();

    /// <summary>A reward over <paramref name="workers"/> processes of <paramref name="program"/>.</summary>
    public ProcessReward(string name, ProgramStart program, WorkerLimits limits, int workers, TimeProvider time)
    {
        Name = name;
        _losses = new(name);
        _processes = new(program, limits, time);
        var quarantine = new Quarantine();
        _slots = [.. Enumerable.Range(0, workers).Select(_ => new RewardSlot(_processes, quarantine, _losses))];
        foreach (var slot in _slots)
        {
            _idle.Writer.TryWrite(slot);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Names answers in this process; <see langword="null"/> where only code that is kept out of it could.</summary>
    public IAnswerExtractor? Answers { get; init; }

    /// <summary>Which of its workers were lost, in a sentence; <see langword="null"/> where none was.</summary>
    internal string? Losses => _losses.Summary;

    /// <summary>The ids of its processes, which are their groups' too.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _slots.Select(slot => slot.ProcessId).OfType<int>()];

    /// <inheritdoc/>
    public async ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
        (await ScoreAsync([new ScoringItem(prompt, completion)], TimeSpan.MaxValue, cancellationToken))[0];

    /// <inheritdoc/>
    async Task<ImmutableArray<RewardOutcome>> IBatchReward.ScoreAsync(ImmutableArray<ScoringItem> items, TimeSpan deadline, CancellationToken cancellation) =>
        await ScoreAsync(items, deadline, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
        {
            return;
        }
        await _ended.CancelAsync();
        foreach (var slot in _slots)
        {
            // When it comes back, nobody talks to it any more.
            (await _idle.Reader.ReadAsync()).Dispose();
        }
        _processes.Dispose();
        _ended.Dispose();
    }

    private async Task<ImmutableArray<RewardOutcome>> ScoreAsync(ImmutableArray<ScoringItem> items, TimeSpan deadline, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ended.Token);
        var hangs = new HangStreak(items.Length);
        var pending = items.Select((item, place) => new PendingScore(item, place)).ToArray();
        var size = Math.Clamp(pending.Length / (_slots.Length * ChunksPerWorker), 1, LongestChunk);
        await Task.WhenAll(pending.Chunk(size).Select(chunk => OnSlotAsync(chunk, hangs, deadline, stop.Token)));
        var outcomes = await Task.WhenAll(pending.Select(one => one.Verdict));
        return [.. outcomes.Select((outcome, place) => hangs.VerdictAt(place) ?? outcome)];
    }

    private async Task OnSlotAsync(PendingScore[] chunk, HangStreak hangs, TimeSpan deadline, CancellationToken stop)
    {
        var slot = await _idle.Reader.ReadAsync(stop);
        try
        {
            await slot.JudgeAsync(chunk, hangs, deadline, stop);
        }
        finally
        {
            _idle.Writer.TryWrite(slot);
        }
    }
}
