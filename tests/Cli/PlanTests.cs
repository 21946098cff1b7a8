using Align.Core;

namespace Align.Tests.Cli;

public sealed class PlanTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_plan_is_the_page_on_record()
    {
        Assert.Equal(0, await _line.RunAsync("plan", RepositoryFiles.Path("tests", "Cli", "fixtures", "plan.yaml")));

        RepositoryFiles.AssertHolds(_line.Output, "tests", "Cli", "fixtures", "plan.txt");
        Assert.Null(_line.Asked);
    }

    [Fact]
    public async Task A_plan_counts_the_pairs_and_refuses_those_that_cannot_be_read()
    {
        var pairs = _line.Write("pairs.jsonl", string.Concat(Enumerable.Repeat("{\"prompt\": \"1+1=\", \"chosen\": \"2\", \"rejected\": \"34\"}\n", 8)));
        var config = _line.Write("pairs.yaml", "name: pairs\nenvironment: { name: arithmetic }\nstages:\n  - { type: preference, max_steps: 3, per_step_pairs: 4, data: pairs.jsonl, losses: [ { name: dpo } ] }\n");
        Assert.Equal(0, await _line.RunAsync("plan", config));
        // 8 pairs of 4 + 2 and 4 + 3 tokens.
        Assert.Contains("8 examples of 104 tokens, the longest sequence 7", _line.Output, StringComparison.Ordinal);
        Assert.Contains("× 3 steps = 12 examples = 1.50 epochs", _line.Output, StringComparison.Ordinal);

        await File.AppendAllTextAsync(pairs, "{\"prompt\": \"1+1=\", \"chosen\": \"two\", \"rejected\": \"34\"}\n");
        Assert.Equal((int)ExitCode.Data, await _line.RunAsync("plan", config));
        Assert.Contains("pairs.jsonl:9", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_refuses_an_oracle_where_pairs_do_not_say_which_tokens_decide()
    {
        const string stage = "name: oracle\nenvironment: { name: sentiment }\nstages:\n  - { type: preference, max_steps: 1, num_pairs: 4, per_step_pairs: 4, losses: [ { name: sparsepo } ], token_masks: { module: oracle } }\n";

        Assert.Equal((int)ExitCode.Data, await _line.RunAsync("plan", _line.Write("sentiment.yaml", stage)));
        Assert.Contains("does not say which tokens of pair 0 decide, and token_masks.module is oracle", _line.Error, StringComparison.Ordinal);

        Assert.Equal(0, await _line.RunAsync("plan", _line.Write("slots.yaml", stage.Replace("sentiment", "slots", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task The_resolved_configuration_of_a_plan_is_a_configuration()
    {
        await _line.RunAsync("plan", RepositoryFiles.Path("tests", "Cli", "fixtures", "plan.yaml"));
        var yaml = _line.Output[.._line.Output.IndexOf("\n\n# Stages", StringComparison.Ordinal)];

        Assert.Equal(0, await _line.RunAsync("plan", _line.Write("resolved.yaml", yaml)));
    }
}
