using System.Text.Json;
using Align.Training.Configuration;

namespace Align.Tests.Training.Supervision;

public sealed class RunStampTests : IDisposable
{
    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task A_run_writes_down_the_libraries_and_threads_that_its_last_bits_depend_on()
    {
        var directory = _training.NewDirectory();
        await TinyTraining.Launcher(TinyTraining.Config(new SftStageConfig { MaxSteps = 1, PerStepExamples = 4 }), directory).RunAsync(CancellationToken.None);

        var stamp = JsonDocument.Parse(Assert.Single(File.ReadLines(directory.EnvironmentFile))).RootElement;
        Assert.Equal(torch.__version__, stamp.GetProperty("libtorch").GetString());
        Assert.Equal((1, 1), (stamp.GetProperty("threads").GetInt32(), stamp.GetProperty("openmp_threads").GetInt32()));
        string[] files = [.. stamp.GetProperty("numeric_libraries").EnumerateArray().Select(file => Path.GetFileName(file.GetString()!))];
        foreach (var kind in (string[])["torch_cpu", "omp"])
        {
            Assert.Contains(files, file => file.Contains(kind, StringComparison.Ordinal));
        }
        Assert.Contains(files, file => file.Contains("blas", StringComparison.Ordinal) || file.Contains("mkl", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Contains(".so", file, StringComparison.Ordinal));
    }
}
