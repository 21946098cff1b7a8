using System.Diagnostics;
using System.Globalization;

namespace Align.Tests.Faults;

/// <summary>A study whose runs die, that is interrupted and that is killed ends with the files of one that nothing happened to.</summary>
public sealed class StudyTests
{
    [Fact]
    public async Task A_broken_study_that_is_given_again_writes_the_same_bytes_as_an_unbroken_one()
    {
        using var unbroken = new TinyStudy();
        await EndAsync(unbroken.Start(), 0);
        AssertTable(unbroken);

        using var broken = new TinyStudy();
        await LetEveryRunDieAsync(broken);
        await InterruptAsync(broken);
        await KillAsync(broken);
        await EndAsync(broken.Start(), 0);

        Assert.Equal(unbroken.Files(), broken.Files());
        Assert.Equal(["comparisons.csv", "plots/bar-entropy.svg", "plots/line-entropy.svg", "plots/scatter-pass-1-entropy.svg", "results.csv", "study.json", "table.md"], broken.Files().Keys);
    }

    // Each run kills itself in its fifth step, so that both warm starts die and no cell begins.
    private static async Task LetEveryRunDieAsync(TinyStudy study)
    {
        var (output, errors) = await EndAsync(study.Start("learner.step:5"), 6);

        Assert.Equal(0, study.Finished);
        Assert.Contains("warm_start, seed 3: failed: exit code 137", output, StringComparison.Ordinal);
        Assert.Contains("group, seed 4: not run: warm_start, seed 4 has no result", output, StringComparison.Ordinal);
        Assert.Contains("6 of 6 runs have no result", errors, StringComparison.Ordinal);
        Assert.Contains("* plain, seed 4: no result; warm_start, seed 4 has no result", study.Files()["table.md"], StringComparison.Ordinal);
    }

    private static async Task InterruptAsync(TinyStudy study)
    {
        using var process = study.Start();
        await study.WaitForCellsAsync(process);
        var children = ChildrenOf(process.Id);
        process.Signal("INT");
        var (exitCode, output, errors) = await process.EndAsync();

        Assert.True(exitCode == 130, output + errors);
        Assert.Contains("\"class\":\"interrupted\"", errors, StringComparison.Ordinal);
        Assert.Contains("warm_start, seed 3: resumed", output, StringComparison.Ordinal);
        Assert.InRange(study.Finished, 1, 5);
        await AssertGoneAsync(children);
    }

    private static async Task KillAsync(TinyStudy study)
    {
        var before = study.Finished;
        using var process = study.Start();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!process.HasExited && ChildrenOf(process.Id).Length == 0)
        {
            await timer.WaitForNextTickAsync();
        }
        var children = ChildrenOf(process.Id);
        process.Kill();
        var (exitCode, output, errors) = await process.EndAsync();

        Assert.True(exitCode == 137, output + errors);
        Assert.NotEmpty(children);
        Assert.InRange(study.Finished, before, 5);
        await AssertGoneAsync(children);
    }

    private static async Task<(string Output, string Errors)> EndAsync(RunProcess started, int expected)
    {
        using var process = started;
        var (exitCode, output, errors) = await process.EndAsync();
        Assert.True(exitCode == expected, $"{exitCode}\n{output}{errors}");
        return (output, errors);
    }

    // By hand: of two values the mean is (a + b)/2, the deviation |a − b|/√2, and t(0.975, 1) = 12.7062, so that the half-width is 12.7062·|a − b|/2.
    private static void AssertTable(TinyStudy study)
    {
        var summary = System.Text.Json.Nodes.JsonNode.Parse(study.Files()["study.json"])!;
        foreach (var arm in new[] { "group", "plain" })
        {
            double[] seeds = [.. new[] { 3, 4 }.Select(seed => study.Logged(arm, seed, "entropy").TakeLast(3).Average())];
            var cell = summary["cells"]!.AsArray().Single(one => (string?)one!["arm"] == arm && (string?)one["quantity"] == "entropy")!;
            Assert.Equal((seeds[0] + seeds[1]) / 2, (double)cell["mean"]!, 12);
            var half = 12.706205 * Math.Abs(seeds[0] - seeds[1]) / 2;
            Assert.Equal(((seeds[0] + seeds[1]) / 2) - half, (double)cell["low"]!, 6);
            var row = string.Create(CultureInfo.InvariantCulture, $"{arm},4,{study.Logged(arm, 4, "eval/pass@1")[^1]:R},{seeds[1]:R}\n");
            Assert.Contains(row, study.Files()["results.csv"], StringComparison.Ordinal);
        }
    }

    private static int[] ChildrenOf(int parent) => [.. Process.GetProcesses().Where(process => ParentOf(process.Id) == parent).Select(process => process.Id)];

    private static int? ParentOf(int id)
    {
        try
        {
            // The fourth field; the second, the name in parentheses, may hold spaces.
            var fields = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields[0] == "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // It is gone.
        }
    }

    private static async Task AssertGoneAsync(int[] children)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (children.Any(child => ParentOf(child) is not null))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
