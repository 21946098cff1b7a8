using System.Globalization;
using System.Text;

namespace Align.Training.Configuration.Yaml;

/// <summary>Paths of keys, such as <c>stages.1.learning_rate</c>, and the spelling of keys.</summary>
internal static class KeyPath
{
    public static string Append(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    public static string Append(string path, int index) => Append(path, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The path without its last part; empty at the root.</summary>
    public static string Parent(string path) => path.LastIndexOf('.') is >= 0 and var dot ? path[..dot] : "";

    /// <summary>The last part of the path: the key itself.</summary>
    public static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    /// <summary><c>AdamBeta1</c> → <c>adam_beta1</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        var key = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && key.Length > 0)
            {
                key.Append('_');
            }
            key.Append(char.ToLowerInvariant(letter));
        }
        return key.ToString();
    }
}
