using Align.Core;

namespace Align.Training.Verification;

/// <summary>What a reward that stands in for another one implements, so that majority votes find whoever names answers.</summary>
public interface IAnswerNaming : IReward
{
    /// <summary>Names answers; <see langword="null"/> where the reward behind this one cannot, or not in this process.</summary>
    IAnswerExtractor? Answers { get; }

    /// <summary>Whoever names answers for a reward: the reward itself, or the one behind it.</summary>
    static IAnswerExtractor? Of(IReward reward) => reward as IAnswerExtractor ?? (reward as IAnswerNaming)?.Answers;
}
