namespace Align.Tests.Faults.Rewards;

/// <summary>What isolation changes of a run: nothing but its time.</summary>
public sealed class IsolatedRunTests
{
    [Fact]
    public async Task A_reward_of_the_program_makes_the_same_run_in_processes_of_its_own_majority_votes_included()
    {
        const string Entry = "- { name: exact_match }";
        using var inside = new TinyRun(("max_steps: 24", "max_steps: 3"));
        using var outside = new TinyRun(("max_steps: 24", "max_steps: 3"), (Entry, "- { name: exact_match, isolation: process }"));
        foreach (var run in (TinyRun[])[inside, outside])
        {
            using var process = run.Start();
            var (code, _, errors) = await process.EndAsync();
            Assert.True(code == 0, errors);
        }
        Assert.Contains(inside.Metrics(), line => line.Contains("\"eval/maj@4\"", StringComparison.Ordinal));
        Assert.Equal(inside.Metrics(), outside.Metrics());
        Assert.Equal(inside.WeightsHash(), outside.WeightsHash());
    }
}
