using System.Text.Json.Nodes;
using Align.Cli.Vectors;

namespace Align.Tests.Cli.Vectors;

/// <summary>The numbers that TRL's own code gave for the arguments that a <c>trl/</c> preset stands for: advantages, loss and gradient.</summary>
public sealed class TrlVectorsTests : IDisposable
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "fixtures", "trl.json");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("align-vectors-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Every_preset_gives_what_trl_gave()
    {
        var report = Assert.Single(VectorChecker.Check(VectorFile.Load(Fixture)));
        Assert.True(report.IsKnown);
        Assert.True(report.Passed, string.Join('\n', report.Failures.SelectMany(failure => failure.Mismatches.Prepend(failure.Case))));
        Assert.Empty(report.NotCompared);
    }

    [Theory]
    [InlineData("advantages")]
    [InlineData("loss")]
    [InlineData("grad_log_prob")]
    public void A_changed_number_is_a_mismatch(string output)
    {
        var root = JsonNode.Parse(File.ReadAllText(Fixture))!;
        var outputs = root["groups"]!["trl.presets"]!["cases"]![0]!["outputs"]!;
        if (outputs[output] is JsonValue number)
        {
            outputs[output] = number.GetValue<double>() + 1e-6;
        }
        else
        {
            outputs[output]!["data"]![0] = outputs[output]!["data"]![0]!.GetValue<double>() + 1e-6;
        }
        var path = Path.Combine(_directory.FullName, "changed.json");
        File.WriteAllText(path, root.ToJsonString());
        var failure = Assert.Single(Assert.Single(VectorChecker.Check(VectorFile.Load(path))).Failures);
        Assert.Contains(output, Assert.Single(failure.Mismatches), StringComparison.Ordinal);
    }
}
