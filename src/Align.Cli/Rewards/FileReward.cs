using Align.Core;
using Align.Training.Configuration;
using Align.Training.Verification;
using Align.Training.Verification.Isolation;

namespace Align.Cli.Rewards;

/// <summary>A user's reward in one C# file.</summary>
internal sealed class FileReward(FileRewardOptions options) : IRewardSource
{
    private readonly CompiledReward _compiled = CompiledReward.Of(options.File);

    /// <inheritdoc/>
    public ProgramStart Program => VerifyWorker.Start(Load);

    /// <inheritdoc/>
    public bool RunsInProcess => true;

    /// <inheritdoc/>
    public IReward Create() => Load.Create();

    private RewardLoad Load => new() { Image = _compiled.Assembly.ToArray(), Type = _compiled.Type };
}
