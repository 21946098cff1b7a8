using System.Text.Json.Nodes;

namespace Align.Tests.Faults;

/// <summary>kill -9 within stages that learn about their prompts: beliefs, positions of refills and a moving β come back to the bit.</summary>
public sealed class MethodKillTests
{
    [Fact]
    public async Task A_run_of_mopps_dars_and_steer_killed_between_and_within_steps_ends_as_the_unbroken_one()
    {
        using var unbroken = TinyRun.OfMethods();
        await EndAsync(unbroken.Start(), 0);
        AssertTheMethodsDidSomething(unbroken.Metrics());
        using var killed = TinyRun.OfMethods();
        // In the learner at the methods' sixth step, in a rollout of a later one, in the learner of the refilled stage, and where β has moved.
        await EndAsync(killed.Start("learner.step:66"), 137);
        await EndAsync(killed.ResumeUntil("rollouts.generate:8"), 137);
        await EndAsync(killed.ResumeUntil("learner.step:9"), 137);
        await EndAsync(killed.ResumeUntil("learner.step:11"), 137);
        Assert.False(killed.IsComplete);
        await EndAsync(killed.Resume(), 0);

        Assert.Equal(unbroken.Metrics(), killed.Metrics());
        Assert.Equal(unbroken.WeightsHash(), killed.WeightsHash());
    }

    private static void AssertTheMethodsDidSomething(string[] lines)
    {
        var steps = lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToArray();
        bool Any(string name, Func<double, bool> holds) => steps.Any(step => step[name] is { } value && holds(value.GetValue<double>()));
        Assert.True(Any("dars/extra_rollouts", count => count > 0), "no second stage");
        Assert.True(Any("steer/weight_min", weight => weight < 1), "no token weighed less");
        Assert.True(Any("mopps/known_prompts", count => count > 0), "nothing learned about prompts");
        Assert.True(Any("kl_in_reward/beta", beta => beta != 0.01), "the KL's weight stood still");
        Assert.True(Any("batch/refills", count => count > 0), "nothing refilled");
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
