using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>A reward in an assembly of yours, built against Align.Core.</summary>
public sealed record AssemblyRewardOptions : IPluginRewardOptions
{
    /// <summary>The <c>.dll</c>. Relative paths start at this file's folder.</summary>
    [FilePath]
    [MinLength(1)]
    public string Assembly { get; init; } = "";

    /// <summary>The class, with or without its namespace. Without it, the assembly's only one that implements <c>IReward</c>.</summary>
    [MinLength(1)]
    public string? Type { get; init; }

    string IPluginRewardOptions.DefaultName => PluginName.Of(Type is null ? Assembly : Type.Split('.')[^1] + ".dll");

    IEnumerable<(string Key, string Path)> IPluginRewardOptions.Files => [("assembly", Assembly)];

    object IPluginRewardOptions.At(string folder) => this;
}
