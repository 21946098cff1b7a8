using Align.Training.Supervision;

namespace Align.Training.Verification.Isolation;

/// <summary>The processes of a run's rewards: there from the first completion to the end of the run, however it ends.</summary>
internal static class IsolatedRewards
{
    /// <summary>Runs, and then ends them. What the kernel cannot contain is said first.</summary>
    public static async Task<T> WhileAsync<T>(RunServices services, Func<Task<T>> run)
    {
        var isolated = services.Components.Rewards.Select(weighted => weighted.Reward).OfType<ProcessReward>().ToArray();
        foreach (var missing in isolated.Length == 0 ? [] : Confinement.Missing)
        {
            services.Observer.OnEvent(new RunEvent.Warning(missing));
        }
        try
        {
            return await run();
        }
        finally
        {
            foreach (var reward in isolated)
            {
                await reward.DisposeAsync();
                if (reward.Losses is { } losses)
                {
                    services.Observer.OnEvent(new RunEvent.Warning(losses));
                }
            }
        }
    }
}
