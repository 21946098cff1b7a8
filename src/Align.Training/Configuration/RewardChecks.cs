using Align.Training.Configuration.Components;
using Align.Training.Verification;
using Align.Training.Verification.CodeTests;

namespace Align.Training.Configuration;

/// <summary>The rules of one entry of <c>rewards</c>: where it runs, and whether its component takes its options.</summary>
internal static class RewardChecks
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    /// <param name="key">The entry's key, such as <c>rewards.0</c>.</param>
    /// <param name="reward">The entry, whose every value is legal by itself.</param>
    /// <param name="runtime">The deadline of rewards.</param>
    /// <param name="catalog">The components that a configuration can name.</param>
    public static IEnumerable<ConfigurationProblem> Problems(string key, RewardConfig reward, RuntimeConfig runtime, ComponentCatalog catalog) =>
        IsolationProblems(key, reward).Concat(ProgramProblems(key, reward, runtime)).Concat(reward.Options is IPluginRewardOptions ? PluginProblems(key, reward, catalog) : OptionProblems(key, reward, catalog));

    private static IEnumerable<ConfigurationProblem> IsolationProblems(string key, RewardConfig reward)
    {
        if (reward.Isolation == RewardIsolation.None)
        {
            if (reward.Limits is not null)
            {
                yield return Problem($"{key}.limits", "bounds nothing with isolation: none", "write isolation: process, or remove the key");
            }
            if (reward.NeedsIsolation)
            {
                yield return Problem($"{key}.isolation", $"none, and '{reward.Name}' runs what a policy has written", "write isolation: process");
            }
        }
        else
        {
            if (reward.Options is RewardModelOptions)
            {
                yield return Problem($"{key}.isolation", "process, and a reward model judges on the learner's device, in this process", "remove the key");
            }
            if (!OperatingSystem.IsLinux())
            {
                yield return Problem($"{key}.isolation", "processes of their own for rewards need Linux", "write isolation: none");
            }
        }
    }

    // A program that hangs or eats memory is wrong; past the worker's limits it would be unscorable, and so of no cost to the policy.
    private static IEnumerable<ConfigurationProblem> ProgramProblems(string key, RewardConfig reward, RuntimeConfig runtime)
    {
        if (reward.Options is not CodeTestsOptions options)
        {
            yield break;
        }
        if (options.MaxSeconds >= runtime.RewardTimeoutSeconds)
        {
            yield return Problem($"{key}.max_seconds", FormattableString.Invariant($"{options.MaxSeconds} is not below runtime.reward_timeout_seconds ({runtime.RewardTimeoutSeconds})"), "lower it, or raise the timeout");
        }
        if ((reward.Limits ?? new()).MemoryMb is var most && options.MemoryMb >= most)
        {
            yield return Problem($"{key}.memory_mb", FormattableString.Invariant($"{options.MemoryMb} is not below limits.memory_mb ({most}), which the worker and its programs share"), "lower it, or raise the limit");
        }
    }

    private static IEnumerable<ConfigurationProblem> OptionProblems(string key, RewardConfig reward, ComponentCatalog catalog)
    {
        if (ComponentRefusal.Of(() => catalog.CreateReward(reward)) is { } refusal)
        {
            yield return Problem(key, refusal, "change its options");
        }
    }

    private static IEnumerable<ConfigurationProblem> PluginProblems(string key, RewardConfig reward, ComponentCatalog catalog)
    {
        IReadOnlyList<string> problems = [];
        try
        {
            if (catalog.FindPlugin(reward) is { RunsInProcess: false } && reward.Isolation == RewardIsolation.None)
            {
                problems = ["a program of its own cannot run in this process (isolation: none)"];
            }
        }
        catch (PluginRewardException exception)
        {
            problems = exception.Problems;
        }
        return problems.Select(problem => new ConfigurationProblem("", key, problem));
    }

    private static ConfigurationProblem Problem(string key, string problem, string remedy) => new("", key, problem, Remedy: remedy);
}
