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
    public async Task The_resolved_configuration_of_a_plan_is_a_configuration()
    {
        await _line.RunAsync("plan", RepositoryFiles.Path("tests", "Cli", "fixtures", "plan.yaml"));
        var yaml = _line.Output[.._line.Output.IndexOf("\n\n# Stages", StringComparison.Ordinal)];

        Assert.Equal(0, await _line.RunAsync("plan", _line.Write("resolved.yaml", yaml)));
    }
}
