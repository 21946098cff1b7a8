namespace Align.Core;

/// <summary>What a reward may implement besides <see cref="IReward"/>: it can say what a completion's answer is, so that equal answers can be counted.</summary>
/// <remarks>Majority votes need it. It must not look at the gold answer: a vote that does is no vote. Called concurrently; holds no state between calls.</remarks>
public interface IAnswerExtractor
{
    /// <summary>The answer that a completion gives.</summary>
    /// <param name="prompt">The prompt, whose gold answer is not to be read.</param>
    /// <param name="completion">The policy's answer, with everything that it wrote around it.</param>
    /// <returns>The answer as text; <see langword="null"/> where the completion gives none that can be read.</returns>
    string? FindAnswer(Prompt prompt, Completion completion);

    /// <summary>Whether two answers are one. Equal texts always are.</summary>
    /// <param name="prompt">The prompt that both answer.</param>
    /// <param name="first">An answer that <see cref="FindAnswer"/> has found.</param>
    /// <param name="second">Another one.</param>
    bool AreSame(Prompt prompt, string first, string second) => first == second;
}
