namespace Align.Algorithms.PromptSelection;

/// <summary>What came of one prompt in one step.</summary>
/// <param name="Prompt">The prompt's index, as it was selected.</param>
/// <param name="Successes">Completions that solved the task; at most <paramref name="Scored"/>.</param>
/// <param name="Scored">Completions that could be judged, of both rollout stages; 0 where none could.</param>
/// <param name="MeanReward">Their mean total reward; 0 without any.</param>
/// <param name="RewardsDiffer">Whether any two of their total rewards differ.</param>
public readonly record struct PromptObservation(long Prompt, int Successes, int Scored, double MeanReward, bool RewardsDiffer);
