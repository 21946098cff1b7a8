using System.Text.RegularExpressions;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration;

/// <summary>The name of a reward that has been given none.</summary>
internal static partial class PluginName
{
    /// <summary>The name of a file as metrics spell it: <c>MyReward.cs</c> is <c>my_reward</c>.</summary>
    public static string Of(string path)
    {
        var name = Other().Replace(KeyPath.ToSnakeCase(Path.GetFileNameWithoutExtension(path)), "_").Trim('_');
        return name.Length == 0 ? "reward" : name[..Math.Min(name.Length, 60)];
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
