using Align.Core;
using Align.Training.Configuration;

namespace Align.Tests.Training.Learning;

/// <summary>Examples of a data file, as the model with its 32 positions and the alphabet of sums reads them.</summary>
public sealed class SupervisedExampleTests : IDisposable
{
    private readonly TinyTraining _training = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        _training.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("1+1=", "two", "not in the alphabet")]
    [InlineData("", "2", "empty prompt")]
    [InlineData("1+1=", "1234567890123456789012345678", "has 33 tokens")]
    public async Task An_example_that_the_model_cannot_read_is_refused_by_its_line(string prompt, string completion, string problem)
    {
        var failure = await Assert.ThrowsAsync<DataFileException>(() => TrainAsync(("1+1=", "2"), (prompt, completion)));
        Assert.Equal(ExitCode.Data, failure.ExitCode);
        Assert.Equal((_file, 2L), (failure.Path, failure.Line!.Value));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_prompt_beside_a_long_completion_trains_where_each_fits()
    {
        // 20 and 3 tokens beside 2 and 21: 41 columns of padding and text in a model of 32 positions.
        var (metrics, _) = await TrainAsync(("11111111111111111111", "22"), ("1=", "22222222222222222222"));
        Assert.Contains(metrics[0].Values, metric => metric is { Key: "optimizer_steps", Value: 1 });
    }

    private async Task<(IReadOnlyList<Align.Training.Metrics.MetricsRecord> Metrics, byte[] Weights)> TrainAsync(params (string Prompt, string Completion)[] examples)
    {
        await File.WriteAllLinesAsync(_file, examples.Select(example => $$"""{"prompt": "{{example.Prompt}}", "completion": "{{example.Completion}}"}"""));
        return await _training.RunAsync(TinyTraining.Config(new SftStageConfig { MaxSteps = 1, PerStepExamples = 2, Data = _file }));
    }
}
