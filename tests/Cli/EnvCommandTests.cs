using System.Text.Json;
using Align.Core;

namespace Align.Tests.Cli;

public sealed class EnvCommandTests : IDisposable
{
    private readonly CommandLineFixture _align = new();

    public void Dispose() => _align.Dispose();

    [Fact]
    public async Task A_sample_shows_prompts_answers_and_difficulty()
    {
        Assert.Equal(0, await _align.RunAsync("env", "sample", "arithmetic", "-n", "3"));

        Assert.Contains("environment 'arithmetic': 6,512 to train on, 1,588 held out; 12 characters", _align.Output, StringComparison.Ordinal);
        Assert.Contains("│ 44+51= │ 95", _align.Output, StringComparison.Ordinal);
        Assert.Equal(3, _align.Output.Split('\n').Count(line => line.Contains('=', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Options_split_and_first_index_are_the_ones_asked_for()
    {
        Assert.Equal(0, await _align.RunAsync("env", "sample", "arithmetic", "--set", "min_digits=3", "--set", "max_digits=3", "--split", "test", "--from", "1", "-n", "2", "--json"));

        var lines = _align.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2], lines.Select(line => line.GetProperty("index").GetInt64()));
        Assert.All(lines, line => Assert.Equal("test", line.GetProperty("split").GetString()));
        Assert.All(lines, line => Assert.Equal("3", line.GetProperty("metadata").GetProperty("digits").GetString()));
        Assert.All(lines, line => Assert.Equal(line.GetProperty("answer").GetString(), line.GetProperty("solution").GetString()));
    }

    [Fact]
    public async Task A_sample_ends_with_the_split()
    {
        Assert.Equal(0, await _align.RunAsync("env", "sample", "countdown", "--set", "train_size=4", "--from", "3", "--json"));

        Assert.Single(_align.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("arithmetics", "--json", "", "did you mean 'arithmetic'?")]
    [InlineData("arithmetic", "--set", "min_digit=3", "did you mean 'min_digits'?")]
    [InlineData("arithmetic", "--set", "min_digits=3", "min_digits must not exceed max_digits")]
    [InlineData("arithmetic", "--set", "min_digits", "'min_digits' assigns nothing")]
    [InlineData("countdown", "--set", "smallest_number=99", "hardly ever reach a target")]
    [InlineData("countdown", "--from", "10000", "--from is 10000, and the split has 10000 prompts")]
    [InlineData("countdown", "-n", "0", "--number must be 1 or more")]
    [InlineData("countdown", "--from", "-1", "--from must be 0 or more")]
    public async Task What_cannot_be_shown_is_refused_with_the_reason(string name, string option, string value, string reason)
    {
        string[] args = ["env", "sample", name, option, .. value.Length > 0 ? [value] : Array.Empty<string>()];

        Assert.Equal((int)ExitCode.Configuration, await _align.RunAsync(args));
        Assert.Contains(reason, _align.Error, StringComparison.Ordinal);
    }
}
