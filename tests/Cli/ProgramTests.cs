using Align.Cli;

namespace Align.Tests.Cli;

/// <summary>The process's own entry, with its console redirected; alone, because the console is one.</summary>
[Collection(nameof(ProgramTests))]
[CollectionDefinition(nameof(ProgramTests), DisableParallelization = true)]
public sealed class ProgramTests : IDisposable
{
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
    }

    [Fact]
    public async Task Main_returns_the_exit_code_and_writes_to_the_console()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Console.SetOut(output);
        Console.SetError(error);

        Assert.Equal(0, await Program.Main(["plan", RepositoryFiles.Path("experiments", "quickstart.yaml")]));
        Assert.Equal(2, await Program.Main(["plan", "no/such.yaml"]));

        Assert.EndsWith("# Nothing was run.\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("no/such.yaml: no such file", error.ToString(), StringComparison.Ordinal);
    }
}
