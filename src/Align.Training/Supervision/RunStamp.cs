using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Align.Training.Configuration;

namespace Align.Training.Supervision;

/// <summary>Writes down under what a run was started: program, libraries, machine, threads. One line a start.</summary>
internal static class RunStamp
{
    /// <summary>Appends a line.</summary>
    public static void Append(string path, RunConfig config, RunProgress progress, TimeProvider time)
    {
        var line = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["started"] = time.GetUtcNow().ToString("O"),
            ["from_step"] = progress.StepsDone,
            ["align"] = typeof(RunStamp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["tensors"] = typeof(Tensor).Assembly.GetName().ToString(),
            ["libtorch"] = torch.__version__,
            ["numeric_libraries"] = NumericLibraries.Loaded(),
            ["actors"] = typeof(ActorSystem).Assembly.GetName().ToString(),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["system"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["processors"] = Environment.ProcessorCount,
            ["threads"] = config.Runtime.Threads,
            ["openmp_threads"] = torch.get_num_threads(),
            ["device"] = config.Runtime.Device.ToString(),
        });
        File.AppendAllText(path, line + "\n");
    }
}
