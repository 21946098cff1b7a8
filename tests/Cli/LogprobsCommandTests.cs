using System.Text.Json;
using Align.Models.Transformers;

namespace Align.Tests.Cli;

public sealed class LogprobsCommandTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    public LogprobsCommandTests()
    {
        using var model = TransformerInitialization.Create(TransformerPresets.Create("tiny", 15), seed: 1);
        PretrainedModel.Save(model, _line.PathOf("model"));
    }

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_sequence_is_scored_as_one_json_object()
    {
        Assert.Equal(0, await _line.RunAsync("logprobs", "--model", _line.PathOf("model"), "--ids", "5,7, 3", "--logits", "--greedy", "4"));

        using var document = JsonDocument.Parse(_line.Output);
        var root = document.RootElement;
        Assert.Equal(["input_ids", "token_logprobs", "logits", "greedy"], root.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal([5, 7, 3], root.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32()));
        Assert.Equal((2, 3, 15, 4), (root.GetProperty("token_logprobs").GetArrayLength(), root.GetProperty("logits").GetArrayLength(), root.GetProperty("logits")[0].GetArrayLength(), root.GetProperty("greedy").GetArrayLength()));
    }

    [Fact]
    public async Task A_published_checkpoint_continues_as_its_reference_does()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Path("tests", "Models", "fixtures", "llama3-tiny", "expected.json")));

        Assert.Equal(0, await _line.RunAsync("logprobs", "--model", RepositoryFiles.Path("tests", "Models", "fixtures", "llama3-tiny"), "--ids", "49,51,87,86,55", "--greedy", "12"));

        using var document = JsonDocument.Parse(_line.Output);
        Assert.Equal(expected.RootElement.GetProperty("greedy_continuation").GetRawText().Replace(" ", ""), document.RootElement.GetProperty("greedy").GetRawText());
    }

    [Fact]
    public async Task Logits_are_left_out_unless_asked_for()
    {
        Assert.Equal(0, await _line.RunAsync("logprobs", "--model", _line.PathOf("model"), "--ids", "5,7"));

        Assert.DoesNotContain("logits", _line.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5,x,7", "'x'")]
    [InlineData("5,,7", "''")]
    [InlineData("5,-1", "'-1'")]
    [InlineData("5,15", "15 lies outside")]
    public async Task Ids_that_cannot_be_read_are_refused(string ids, string message)
    {
        Assert.Equal(2, await _line.RunAsync("logprobs", "--model", _line.PathOf("model"), "--ids", ids));

        Assert.Contains(message, _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_a_data_failure()
    {
        Assert.Equal(3, await _line.RunAsync("logprobs", "--model", _line.PathOf("nowhere"), "--ids", "5"));

        Assert.Equal(3, _line.Failure.GetProperty("code").GetInt32());
    }
}
