using System.Text.Json.Nodes;

namespace Align.Tests.Faults.Rewards;

/// <summary>The rewards of samples/rewards in copies of the quickstart that are made shorter, as docs/rewards.md tells it.</summary>
public sealed class SampleRewardTests : IDisposable
{
    private static readonly string s_root = FindRoot();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("file: my_reward.cs", "my_reward", null)]
    [InlineData("command: [\"python3\", \"score.py\"]", "score", "python3")]
    [InlineData("command: [\"./score.sh\"]", "score", null)]
    public async Task A_sample_reward_in_a_copy_of_the_quickstart_trains(string reward, string name, string? needs)
    {
        Skip.If(needs is not null && !Works(needs), $"SKIPPED: {needs} is not installed");
        var config = CopyOfQuickstart(reward);
        var (code, _, errors) = await RunProcess.RunAsync(
            "run", config, "--output", _folder.Place("run"),
            "--set", "stages.0.max_steps=60", "--set", "stages.1.num_prompts=16", "--set", "stages.2.max_steps=3", "--set", "stages.2.per_step_prompts=8", "--set", "stages.3.num_prompts=16");
        Assert.True(code == 0, errors);
        var steps = File.ReadLines(_folder.Place("run/metrics.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()).Where(line => (string?)line["stage"] == "rl").ToArray();
        Assert.Equal(3, steps.Length);
        Assert.All(steps, step => Assert.InRange((double)step[$"rewards/{name}/mean"]!, 0, 1));
        Assert.All(steps, step => Assert.Equal(0, (double)step["rewards/unscorable_fraction"]!));
    }

    [Fact]
    public async Task A_file_that_does_not_compile_is_refused_with_line_and_column()
    {
        var config = CopyOfQuickstart("file: my_reward.cs");
        var path = _folder.Place("my_reward.cs");
        var lines = await File.ReadAllLinesAsync(path);
        lines[6] += " missing + also;";
        await File.WriteAllLinesAsync(path, lines);
        foreach (var command in (string[])["plan", "run"])
        {
            var (code, _, errors) = await RunProcess.RunAsync(command, config);
            Assert.Equal(2, code);
            Assert.Contains($"{path}:7:", errors, StringComparison.Ordinal);
            Assert.Contains(": CS", errors, StringComparison.Ordinal);
            Assert.Contains("rewards.0", errors, StringComparison.Ordinal);
        }
    }

    private string CopyOfQuickstart(string reward)
    {
        foreach (var sample in Directory.EnumerateFiles(Path.Combine(s_root, "samples", "rewards")))
        {
            File.Copy(sample, _folder.Place(Path.GetFileName(sample)));
        }
        var text = File.ReadAllText(Path.Combine(s_root, "experiments", "quickstart.yaml"));
        Assert.Contains("- name: exact_match", text, StringComparison.Ordinal);
        return _folder.Write("quickstart.yaml", text.Replace("- name: exact_match", $"- {{ {reward}, weight: 1.0 }}", StringComparison.Ordinal));
    }

    private static bool Works(string program)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(program, "--version");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Align.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        }
        return folder.FullName;
    }
}
