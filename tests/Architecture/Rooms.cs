namespace Align.Tests.Architecture;

/// <summary>Which room may refer to which, and the packages of each: the only arrows that there are.</summary>
internal static class Rooms
{
    /// <summary>Room and the rooms that it may refer to.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> References { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Align.Torch"] = [],
        ["Align.Actors"] = [],
        ["Align.Kernels"] = ["Align.Torch"],
        ["Align.Core"] = [],
        ["Align.Algorithms"] = ["Align.Torch", "Align.Kernels", "Align.Core"],
        ["Align.Models"] = ["Align.Torch", "Align.Kernels", "Align.Core"],
        ["Align.Training"] = ["Align.Torch", "Align.Kernels", "Align.Actors", "Align.Core", "Align.Algorithms", "Align.Models"],
        ["Align.Testing"] = ["Align.Torch", "Align.Core", "Align.Algorithms"],
        ["Align.Cli"] = ["Align.Torch", "Align.Kernels", "Align.Actors", "Align.Core", "Align.Algorithms", "Align.Models", "Align.Training", "Align.Testing", "Align.Envs", "Align.Rewards"],
        ["Align.Envs"] = ["Align.Core"],
        ["Align.Rewards"] = ["Align.Core"],
    };

    /// <summary>Room and the packages that it may use; a room that is not named uses none.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Packages { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Align.Algorithms"] = ["MathNet.Numerics"],
        ["Align.Testing"] = ["FsCheck", "FSharp.Core"],
        ["Align.Training"] = ["YamlDotNet"],
        ["Align.Cli"] = ["Microsoft.CodeAnalysis.CSharp", "Spectre.Console", "System.CommandLine"],
    };

    /// <summary>The room of a source file; <see langword="null"/> for tests and benchmarks, which may refer to everything.</summary>
    public static string? Of(string relativePath) => relativePath.Split('/') switch
    {
        ["src", var room, ..] => room,
        ["envs", ..] => "Align.Envs",
        ["rewards", ..] => "Align.Rewards",
        _ => null,
    };
}
