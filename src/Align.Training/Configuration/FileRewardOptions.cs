using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>A reward in one C# file, compiled when the run starts. It holds exactly one class that implements <c>IReward</c>, with a constructor without parameters.</summary>
public sealed record FileRewardOptions : IPluginRewardOptions
{
    /// <summary>The <c>.cs</c> file. Relative paths start at this file's folder.</summary>
    [FilePath]
    [MinLength(1)]
    public string File { get; init; } = "";

    string IPluginRewardOptions.DefaultName => PluginName.Of(File);

    IEnumerable<(string Key, string Path)> IPluginRewardOptions.Files => [("file", File)];

    object IPluginRewardOptions.At(string folder) => this;
}
