namespace Align.Training.Metrics;

/// <summary>How far a run has come, as a checkpoint records it.</summary>
/// <param name="FinishedStages">The names of the stages that are over.</param>
/// <param name="Stage">The stage that is under way.</param>
/// <param name="Step">Steps done in it.</param>
public sealed record RunPosition(IReadOnlyCollection<string> FinishedStages, string Stage, long Step)
{
    /// <summary>Whether the run has come to <paramref name="step"/> of <paramref name="stage"/>, or past it.</summary>
    public bool Covers(string stage, long step) => FinishedStages.Contains(stage) || (stage == Stage && step <= Step);
}
