using Align.Algorithms.Statistics;
using Align.Core;

namespace Align.Cli.RewardBench;

/// <summary>What a bench found.</summary>
/// <param name="Reward">The reward's name.</param>
/// <param name="Verdicts">What was said of each trial.</param>
/// <param name="Pass">A right completion must score at least this.</param>
/// <param name="Fail">A wrong completion must score at most this.</param>
internal sealed record BenchReport(string Reward, IReadOnlyList<BenchVerdict> Verdicts, double Pass, double Fail)
{
    /// <summary>One row for each check.</summary>
    public IReadOnlyList<BenchRow> Rows =>
    [
        Row("gold answers refused", Of(TrialKind.Gold), IsRefused),
        Row("variants refused", Of(TrialKind.Variant), IsRefused),
        Row("near-misses accepted", Of(TrialKind.NearMiss), IsAccepted),
        Row("random texts accepted", Of(TrialKind.Fuzz), IsAccepted),
        Row("not judged", Verdicts, verdict => verdict.Outcome is RewardOutcome.Unscorable or RewardOutcome.Skipped),
        Row("second call differs", Verdicts, verdict => !Same(verdict.Outcome, verdict.Again)),
        Row("concurrent call differs", Verdicts, verdict => !Same(verdict.Outcome, verdict.Together)),
    ];

    /// <summary>Right completions that were not accepted.</summary>
    public BenchRow FalseRejects => Row("false rejects", [.. Verdicts.Where(verdict => verdict.Trial.IsRight)], IsRefused);

    /// <summary>Wrong completions that were accepted.</summary>
    public BenchRow FalseAccepts => Row("false accepts", [.. Verdicts.Where(verdict => !verdict.Trial.IsRight)], IsAccepted);

    /// <summary>The trials that show something wrong, with what it is.</summary>
    public IEnumerable<(string Problem, BenchVerdict Verdict)> Failures =>
        from verdict in Verdicts
        let problem = verdict.Outcome is RewardOutcome.Unscorable or RewardOutcome.Skipped ? "not judged"
            : verdict.Trial.IsRight && IsRefused(verdict) ? "false reject"
            : !verdict.Trial.IsRight && IsAccepted(verdict) ? "false accept"
            : !Same(verdict.Outcome, verdict.Again) ? "second call differs"
            : !Same(verdict.Outcome, verdict.Together) ? "concurrent call differs"
            : null
        where problem is not null
        select (problem, verdict);

    /// <summary>Whether every check holds.</summary>
    public bool Holds => Rows.All(row => row.Failed == 0);

    /// <summary>Milliseconds of a call at a share of the calls, by nearest rank.</summary>
    public double Milliseconds(double share)
    {
        var sorted = Verdicts.Select(verdict => verdict.Elapsed.TotalMilliseconds).Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    /// <summary>A verdict in a few words.</summary>
    public static string Text(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => scored.Value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture),
        RewardOutcome.Unscorable failed => $"{failed.Fault.Kind}: {failed.Fault.Message}",
        RewardOutcome.Skipped skipped => $"skipped: {skipped.Reason}",
        _ => outcome.ToString(),
    };

    private List<BenchVerdict> Of(TrialKind kind) => [.. Verdicts.Where(verdict => verdict.Trial.Kind == kind)];

    private bool IsRefused(BenchVerdict verdict) => verdict.Outcome is not RewardOutcome.Scored scored || scored.Value < Pass;

    private bool IsAccepted(BenchVerdict verdict) => verdict.Outcome is RewardOutcome.Scored scored && scored.Value > Fail;

    private static bool Same(RewardOutcome one, RewardOutcome other) => (one, other) switch
    {
        (RewardOutcome.Scored left, RewardOutcome.Scored right) => left.Value.Equals(right.Value),
        _ => one.GetType() == other.GetType(),
    };

    private static BenchRow Row(string check, IReadOnlyList<BenchVerdict> verdicts, Func<BenchVerdict, bool> fails) => new(check, verdicts.Count, verdicts.Count(fails));
}

/// <summary>One check.</summary>
/// <param name="Check">What is counted.</param>
/// <param name="Trials">Of how many.</param>
/// <param name="Failed">How many.</param>
internal sealed record BenchRow(string Check, int Trials, int Failed)
{
    /// <summary>The rate with Wilson's 95 % interval; <see langword="null"/> where there was no trial.</summary>
    public ConfidenceInterval? Rate => Trials == 0 ? null : ConfidenceIntervals.Wilson(Failed, Trials);
}
