using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>A completion on its way to a verdict. It gets exactly one.</summary>
/// <param name="item">What to judge.</param>
/// <param name="place">Its place among those of one call, from 0.</param>
internal sealed class PendingScore(ScoringItem item, int place)
{
    private readonly TaskCompletionSource<RewardOutcome> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to judge.</summary>
    public ScoringItem Item { get; } = item;

    /// <summary>Its place among those of one call, from 0.</summary>
    public int Place { get; } = place;

    /// <summary>Its identity: what was asked and what was answered.</summary>
    public (string Prompt, string Completion) Pair => (Item.Prompt.Text, Item.Completion.Text);

    /// <summary>Workers that died over it.</summary>
    public int Deaths { get; set; }

    /// <summary>The verdict, when there is one.</summary>
    public Task<RewardOutcome> Verdict => _verdict.Task;

    /// <summary>Gives the verdict.</summary>
    public void Decide(RewardOutcome outcome) => _verdict.SetResult(outcome);
}
