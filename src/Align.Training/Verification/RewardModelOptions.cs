using Align.Core;

namespace Align.Training.Verification;

/// <summary>Which reward model judges.</summary>
public sealed record RewardModelOptions
{
    /// <summary>Directory of a reward model, as a reward_model stage writes it (RUN/reward_models/STAGE). Without it, that of the run's last reward_model stage. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? Path { get; init; }
}
