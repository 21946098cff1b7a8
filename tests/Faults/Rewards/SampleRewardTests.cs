using System.Text.Json.Nodes;

namespace Align.Tests.Faults.Rewards;

/// <summary>The rewards of samples/rewards in copies of the quickstart that are made shorter, as docs/rewards.md tells it.</summary>
public sealed class SampleRewardTests : IDisposable
{
    private static readonly string s_root = FindRoot();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The reward, and the line of YAML that names it, are those of docs/rewards.md.
    [Fact]
    public Task The_reward_of_the_documentation_trains_in_a_copy_of_the_quickstart()
    {
        File.WriteAllText(_folder.Place("my_reward.cs"), DocumentedCode("csharp"));
        return TrainsAsync(DocumentedEntry("file: my_reward.cs"), "my_reward");
    }

    [SkippableFact]
    public Task The_python_reward_of_the_documentation_trains_in_a_copy_of_the_quickstart()
    {
        Needs.Python();
        File.WriteAllText(_folder.Place("score.py"), DocumentedCode("python"));
        return TrainsAsync(DocumentedEntry("command: [\"python3\", \"score.py\"]"), "score");
    }

    [Fact]
    public Task The_shell_reward_trains_in_a_copy_of_the_quickstart()
    {
        CopySamples();
        return TrainsAsync(DocumentedEntry("command: [\"./score.sh\"]"), "shell");
    }

    [Theory]
    [InlineData("csharp", "my_reward.cs")]
    [InlineData("python", "score.py")]
    public void The_samples_are_what_the_documentation_shows(string language, string sample)
    {
        var code = File.ReadAllLines(Path.Combine(s_root, "samples", "rewards", sample)).SkipWhile(line => line.StartsWith("\"\"\"", StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', code), DocumentedCode(language));
        Assert.InRange(DocumentedCode(language).Split('\n').Length, 1, 10);
    }

    private async Task TrainsAsync(string entry, string name)
    {
        var (code, _, errors) = await RunProcess.RunAsync(
            "run", CopyOfQuickstart(entry), "--output", _folder.Place("run"),
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
        CopySamples();
        var config = CopyOfQuickstart("{ file: my_reward.cs, weight: 1.0 }");
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

    private void CopySamples()
    {
        foreach (var sample in Directory.EnumerateFiles(Path.Combine(s_root, "samples", "rewards")))
        {
            File.Copy(sample, _folder.Place(Path.GetFileName(sample)));
        }
    }

    private string CopyOfQuickstart(string entry)
    {
        var text = File.ReadAllText(Path.Combine(s_root, "experiments", "quickstart.yaml"));
        Assert.Contains("- name: exact_match", text, StringComparison.Ordinal);
        return _folder.Write("quickstart.yaml", text.Replace("- name: exact_match", $"- {entry}", StringComparison.Ordinal));
    }

    private static string Documentation() => File.ReadAllText(Path.Combine(s_root, "docs", "rewards.md"));

    // The only block of that language.
    private static string DocumentedCode(string language) => Assert.Single(Documentation().Split($"```{language}\n")[1..]).Split("\n```")[0];

    // The flow mapping of one reward, whether it stands in YAML or in the command that edits a copy.
    private static string DocumentedEntry(string start) => $"{{ {start}{Documentation().Split($"{{ {start}")[1].Split('}')[0]}}}";

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
