using Align.Core;

namespace Align.Training.Learning;

/// <summary>A completion with the reward that it is trained on.</summary>
/// <param name="Trajectory">The completion and its prompt.</param>
/// <param name="Reward">The weighted sum of the rewards, shaped as the stage asks for.</param>
/// <param name="GreedyReward">The reward of a greedy completion of the prompt; 0 where the estimator does not ask for it.</param>
/// <param name="Tokens">How many of its tokens count in the loss; 0 where the completion is masked.</param>
internal sealed record RewardedCompletion(Trajectory Trajectory, double Reward, double GreedyReward, int Tokens);
