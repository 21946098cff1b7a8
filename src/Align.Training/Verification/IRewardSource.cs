using Align.Core;
using Align.Training.Verification.Isolation;

namespace Align.Training.Verification;

/// <summary>Where a reward's code comes from.</summary>
public interface IRewardSource
{
    /// <summary>How a process is started that judges by it.</summary>
    ProgramStart Program { get; }

    /// <summary>Whether it can run in the run's own process.</summary>
    bool RunsInProcess { get; }

    /// <summary>The reward in this process.</summary>
    /// <exception cref="InvalidOperationException">It cannot run there.</exception>
    IReward Create();
}
