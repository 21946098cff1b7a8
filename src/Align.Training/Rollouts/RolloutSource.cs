using Align.Models.Generation;
using Align.Models.Tokenization;

namespace Align.Training.Rollouts;

/// <summary>What completions are generated with, as far as it decides how the work is cut.</summary>
/// <param name="Weights">The policy.</param>
/// <param name="Tokenizer">Makes prompts into tokens.</param>
/// <param name="Engine">What generates.</param>
/// <param name="Workers">Rollout workers.</param>
/// <param name="BatchSize">The most completions that a worker generates at once, and the completions that are scored together.</param>
/// <param name="MaxPositions">The policy's context.</param>
internal sealed record RolloutSource(SharedWeights Weights, Tokenizer Tokenizer, RolloutEngine Engine, int Workers, int BatchSize, int MaxPositions)
{
    /// <summary>Whether the decode engine generates now, in which case a completion's bits do not depend on what is generated with it.</summary>
    public bool IsContinuous()
    {
        using var lease = Weights.Read();
        return GenerationPath.IsNative(lease.Policy, Engine);
    }
}
