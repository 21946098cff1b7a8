using System.Globalization;
using System.Text.Json.Nodes;
using Align.Cli.Vectors;

namespace Align.Tests.Cli.Vectors;

public sealed class PreferenceVectorsTests : IDisposable
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "fixtures", "preference.json");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("align-vectors-");

    public static TheoryData<string> Losses => [.. Root()["losses"]!.AsObject().Select(loss => loss.Key)];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Every_loss_agrees_with_its_reference_in_every_recorded_result()
    {
        var reports = VectorChecker.Check(VectorFile.Load(Fixture));
        Assert.Equal(33, reports.Count);
        Assert.All(reports, report => Assert.True(report.IsKnown, report.Name));
        Assert.All(reports, report => Assert.True(report.Passed, string.Join('\n', report.Failures.SelectMany(failure => failure.Mismatches.Prepend($"{report.Name} {failure.Case}")))));
        Assert.All(reports, report => Assert.Empty(report.NotCompared));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_changed_number_in_any_result_of_a_loss_is_a_mismatch(string loss)
    {
        var recorded = Root()["losses"]![loss]!["cases"]![0]!;
        foreach (var output in recorded["outputs"]!.AsObject().Select(item => item.Key))
        {
            var changed = recorded.DeepClone();
            Nudge(changed["outputs"]![output]!);
            var (code, report, _) = Run(Write($$$"""{"losses": {"{{{loss}}}": {"cases": [{{{changed.ToJsonString()}}}] } } }"""));
            Assert.Equal(VectorsCheckCommand.Mismatch, code);
            Assert.Contains($"FAIL  {loss}", report, StringComparison.Ordinal);
            Assert.Contains(output, report, StringComparison.Ordinal);
        }
    }

    // Chosen −1/1 and −4/2, rejected −6/3 and −2/1, β 0.5. ipo: averages −1 + 2 and −2 + 2, target 1: (1 − 1)², (0 − 1)².
    // hinge: sums −1 + 6 and −4 + 2: max(0, 1 − 2.5), 1 + 1.
    [Theory]
    [InlineData("ipo", "[0, 1]")]
    [InlineData("hinge", "[0, 2]")]
    public void Variants_that_the_file_does_not_hold_are_understood(string link, string expected)
    {
        var (code, report, _) = Run(Write(CpoCase.Replace("LINK", link, StringComparison.Ordinal).Replace("EXPECTED", expected, StringComparison.Ordinal)));
        Assert.True(code == VectorsCheckCommand.Agreement, report);
    }

    [Fact]
    public void Ragged_lists_and_unknown_choices_fail_their_case()
    {
        var (ragged, report, _) = Run(Write("""{"losses": {"dpo_sigmoid": {"cases": [{"params": {"beta": 1}, "inputs": {"pc": [[1, 2], [3]]}, "outputs": {"loss": 1}}]}}}"""));
        Assert.Equal(VectorsCheckCommand.Mismatch, ragged);
        Assert.Contains("ragged", report, StringComparison.Ordinal);
        var (unknown, other, _) = Run(Write(CpoCase.Replace("LINK", "cubic", StringComparison.Ordinal).Replace("EXPECTED", "[0, 0]", StringComparison.Ordinal)));
        Assert.Equal(VectorsCheckCommand.Mismatch, unknown);
        Assert.Contains("\"cubic\" is none of Sigmoid", other, StringComparison.Ordinal);
    }

    private const string CpoCase = """
        {"losses": {"cpo": {"cases": [{"params": {"beta": 0.5, "cpo_alpha": 0, "loss_type": "LINK"}, "tag": "variant",
            "inputs": {"pc": [-1, -4], "pr": [-6, -2], "len_c": [1, 2], "len_r": [3, 1]}, "outputs": {"pref_per_sample": EXPECTED}}]}}}
        """;

    private static JsonNode Root() => JsonNode.Parse(File.ReadAllText(Fixture))!;

    private static (int Code, string Output, string Error) Run(string path)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = VectorsCheckCommand.Run(path, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Changes the first number below the node by a hundredth, or turns a yes into a no.</summary>
    private static void Nudge(JsonNode node)
    {
        while (node is JsonArray list)
        {
            node = list[0]!;
        }
        node.ReplaceWith(node.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.True => JsonValue.Create(false),
            System.Text.Json.JsonValueKind.False => JsonValue.Create(true),
            _ => JsonValue.Create(node.GetValue<double>() + 0.01),
        });
    }

    private string Write(string text)
    {
        var path = Path.Combine(_directory.FullName, "vectors.json");
        File.WriteAllText(path, text);
        return path;
    }
}
