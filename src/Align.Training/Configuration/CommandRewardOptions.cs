using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>A reward in any language: a program that reads one request a line and writes one answer a line, each a JSON object.</summary>
public sealed record CommandRewardOptions : IPluginRewardOptions
{
    /// <summary>The program and its arguments; no shell reads them. Those that name files below this file's folder are taken from there.</summary>
    [MinLength(1)]
    public ValueList<string> Command { get; init; } = [];

    string IPluginRewardOptions.DefaultName => PluginName.Of(Command.LastOrDefault(System.IO.File.Exists) ?? Command[0]);

    IEnumerable<(string Key, string Path)> IPluginRewardOptions.Files =>
        Command.Index().Where(part => System.IO.File.Exists(part.Item) && Path.IsPathRooted(part.Item)).Select(part => (FormattableString.Invariant($"command.{part.Index}"), part.Item));

    object IPluginRewardOptions.At(string folder) => this with { Command = [.. Command.Select(part => Absolute(part, folder))] };

    private static string Absolute(string part, string folder) =>
        part.Length > 0 && System.IO.File.Exists(Path.Combine(folder, part)) ? Path.GetFullPath(part, folder) : part;
}
