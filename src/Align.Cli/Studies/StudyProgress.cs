using System.Globalization;
using Align.Cli.Terminal;
using Align.Training.Studies;

namespace Align.Cli.Studies;

/// <summary>What is known of a study's progress. Not thread-safe: a view guards it.</summary>
/// <param name="time">The clock.</param>
internal sealed class StudyProgress(TimeProvider time)
{
    private readonly Dictionary<StudyRun, long> _starts = [];
    private readonly Dictionary<StudyRun, string> _lines = [];
    private TimeSpan _worked;
    private int _ended;

    public StudyEvent.Began? Study { get; private set; }

    public int Finished { get; private set; }

    public int Failed { get; private set; }

    /// <summary>The runs at work, in the order of their start, with the last line of each.</summary>
    public IEnumerable<(StudyRun Run, string Line)> Running => _starts.Select(start => (start.Key, _lines.GetValueOrDefault(start.Key, "")));

    /// <summary>Time left, by the mean time of the runs that have ended since the start; <see langword="null"/> before the first.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (_ended == 0 || Study is null)
            {
                return null;
            }
            var mean = _worked / _ended;
            var waiting = Study.Runs - Finished - Failed - _starts.Count;
            var left = _starts.Values.Aggregate(mean * waiting, (sum, start) => sum + Positive(mean - time.GetElapsedTime(start)));
            return left / Study.Jobs;
        }
    }

    /// <summary><c>3 of 20 runs done, 2 at work, 1 failed, 4 min 10 s left</c>.</summary>
    public string Text
    {
        get
        {
            var failed = Failed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Failed} failed");
            return string.Create(CultureInfo.InvariantCulture, $"{Finished} of {Study?.Runs ?? 0} runs done, {_starts.Count} at work{failed}, {Duration.Describe(Remaining)} left");
        }
    }

    /// <summary>Takes note of an event and returns how long the run took, where it ended one.</summary>
    public TimeSpan? Note(StudyEvent studyEvent)
    {
        switch (studyEvent)
        {
            case StudyEvent.Began began: Study = began; return null;
            case StudyEvent.RunBegan began: _starts[began.Run] = time.GetTimestamp(); return null;
            case StudyEvent.RunWrote wrote: _lines[wrote.Run] = wrote.Line.Trim(); return null;
            case StudyEvent.RunEnded ended: return NoteEnd(ended.End);
            default: return null;
        }
    }

    private TimeSpan? NoteEnd(RunEnd end)
    {
        _lines.Remove(end.Run);
        Finished += end.IsFinished ? 1 : 0;
        Failed += end.Outcome is RunOutcome.Failed or RunOutcome.NotRun ? 1 : 0;
        if (!_starts.Remove(end.Run, out var start))
        {
            return null;
        }
        var took = time.GetElapsedTime(start);
        if (end.Outcome == RunOutcome.Finished)
        {
            _worked += took;
            _ended++;
        }
        return took;
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
