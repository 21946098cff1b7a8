using System.Collections.Immutable;
using System.Globalization;
using Align.Training.Configuration;

namespace Align.Training.Verification.Isolation;

/// <summary>The environment of a worker: what programs need to start, and what the configuration names.</summary>
internal static class WorkerEnvironment
{
    private static readonly string[] s_always = ["PATH", "LANG", "LC_ALL", "TZ"];

    // The .NET runtime of a framed worker. Its write-xor-execute memory is a file of 2 GiB, which the limit on files would forbid.
    private static readonly string[] s_runtime = ["DOTNET_EnableWriteXorExecute=0", "DOTNET_EnableDiagnostics=0", "DOTNET_gcServer=0", "DOTNET_gcConcurrent=0", "DOTNET_TieredPGO=0"];

    /// <summary>As <c>NAME=value</c>.</summary>
    public static ImmutableArray<string> Of(ProgramStart program, WorkerLimits limits, string directory)
    {
        var inherited = s_always.Concat(program.IsFramed ? ["DOTNET_ROOT"] : Array.Empty<string>()).Concat(limits.Environment).Distinct()
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .Select(variable => $"{variable.Name}={variable.Value}")
            .ToList();
        foreach (var name in (string[])["HOME", "TMPDIR"])
        {
            if (!limits.Environment.Contains(name))
            {
                inherited.Add($"{name}={directory}");
            }
        }
        return program.IsFramed
            ? [.. inherited, .. s_runtime, string.Create(CultureInfo.InvariantCulture, $"DOTNET_GCHeapHardLimit=0x{limits.MemoryMb * 1024L * 1024L:x}")]
            : [.. inherited];
    }
}
