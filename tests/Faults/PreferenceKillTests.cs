using System.Text.Json.Nodes;

namespace Align.Tests.Faults;

/// <summary>kill -9 within stages that learn from pairs: reward model, kept reference scores, remembered losses.</summary>
public sealed class PreferenceKillTests
{
    [Fact]
    public async Task A_run_on_pairs_killed_in_each_of_its_stages_ends_as_the_unbroken_one()
    {
        using var unbroken = TinyRun.OnPairs();
        await EndAsync(unbroken.Start(), 0);
        using var killed = TinyRun.OnPairs();
        await EndAsync(killed.Start("learner.step:4"), 137);
        // Steps of learning that every process counts anew: within the second stage, and within the third.
        var judged = unbroken.Metrics().Count(line => line.Contains("\"judge\"", StringComparison.Ordinal));
        await EndAsync(killed.ResumeUntil($"learner.step:{judged + 2}"), 137);
        await EndAsync(killed.ResumeUntil("learner.step:9"), 137);
        await EndAsync(killed.Resume(), 0);

        Assert.Equal(unbroken.Metrics(), killed.Metrics());
        Assert.Equal(unbroken.WeightsHash(), killed.WeightsHash());
    }

    // 8 steps of the reward model, then the third of the policy: the model that judges comes back from the checkpoint.
    [Fact]
    public async Task A_run_judged_by_its_own_reward_model_is_killed_and_ends_as_the_unbroken_one()
    {
        using var unbroken = TinyRun.JudgedByModel();
        await EndAsync(unbroken.Start(), 0);
        var steps = unbroken.Metrics().Select(line => JsonNode.Parse(line)!.AsObject()).Where(line => (string?)line["stage"] == "rl").ToList();
        Assert.Equal(8, steps.Count);
        Assert.All(steps, step => Assert.Equal((double)step["rewards/reward_model/mean"]!, (double)step["reward"]!, 5));
        Assert.All(steps, step => Assert.NotEqual(0, (double)step["rewards/reward_model/std"]!));
        using var killed = TinyRun.JudgedByModel();
        await EndAsync(killed.Start("learner.step:11"), 137);
        await EndAsync(killed.Resume(), 0);

        Assert.Equal(unbroken.Metrics(), killed.Metrics());
        Assert.Equal(unbroken.WeightsHash(), killed.WeightsHash());
    }

    private static async Task EndAsync(RunProcess process, int expected)
    {
        using (process)
        {
            var (exitCode, output, errors) = await process.EndAsync();
            Assert.True(exitCode == expected, $"{exitCode}: {output}{errors}");
        }
    }
}
