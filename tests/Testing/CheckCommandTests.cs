using System.Diagnostics;
using System.Reflection;
using Align.Cli;
using Align.Cli.Composition;

namespace Align.Tests.Testing;

/// <summary>A user's own project, which references Align.Testing alone, is told which law its loss breaks.</summary>
public sealed class CheckCommandTests
{
    private static readonly string s_sample = SamplePath();

    [Fact]
    public async Task A_program_of_a_user_is_told_which_laws_it_breaks_and_by_what()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [s_sample]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("new NaiveDpoLoss() breaks 1 law: FiniteAtExtremes.", output, StringComparison.Ordinal);
        Assert.Contains("new SwappedClipLoss() breaks 1 law: PullsBack.", output, StringComparison.Ordinal);
        Assert.Contains("PolicyLossLaws.PullsBack.Verify(loss, tokens);", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_part_of_an_assembly_is_checked()
    {
        var (code, output, _) = await RunAsync("check", s_sample, "--cases", "5");

        Assert.Equal(1, code);
        Assert.Contains("new NaiveDpoLoss() breaks 1 law: FiniteAtExtremes.", output, StringComparison.Ordinal);
        Assert.Contains("2 checked, 2 laws broken", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SwappedClipLoss")]
    [InlineData("WrongLoss.SwappedClipLoss")]
    public async Task One_part_is_checked_where_it_is_named(string type)
    {
        var (code, output, _) = await RunAsync("check", $"{s_sample}:{type}", "--cases", "5");

        Assert.Equal(1, code);
        Assert.DoesNotContain("NaiveDpoLoss", output, StringComparison.Ordinal);
        Assert.Contains("1 checked, 1 laws broken", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_holds_ends_with_0()
    {
        var (code, output, _) = await RunAsync("check", $"{typeof(GoodLoss).Assembly.Location}:{nameof(GoodLoss)}", "--cases", "5");

        Assert.Equal(0, code);
        Assert.Contains("1 checked, every law holds", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no/such/file.dll", "There is no file")]
    [InlineData("{sample}:Nobody", "has no public part to check named Nobody")]
    [InlineData("{text}", "cannot be loaded as a .NET assembly")]
    [InlineData("{core}", "has no public type with a parameterless constructor")]
    public async Task What_cannot_be_checked_is_refused_with_the_reason(string target, string reason)
    {
        var path = target.Replace("{sample}", s_sample, StringComparison.Ordinal)
            .Replace("{text}", Path.ChangeExtension(s_sample, ".runtimeconfig.json"), StringComparison.Ordinal)
            .Replace("{core}", typeof(Core.IReward).Assembly.Location, StringComparison.Ordinal);

        var (code, _, error) = await RunAsync("check", path);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, CompositionRoot.Create(), new CommandOutput(output, error, LiveConsole: null, TimeProvider.System));
        return (code, output.ToString(), error.ToString());
    }

    private static string SamplePath()
    {
        var own = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        var (framework, configuration) = (own.Name, own.Parent!.Name);
        var root = own;
        while (!File.Exists(Path.Combine(root.FullName, "Align.sln")))
        {
            root = root.Parent!;
        }
        return Path.Combine(root.FullName, "samples", "WrongLoss", own.FullName.Contains("/bin/nuget/", StringComparison.Ordinal) ? "bin/nuget" : "bin", configuration, framework, "WrongLoss.dll");
    }
}
