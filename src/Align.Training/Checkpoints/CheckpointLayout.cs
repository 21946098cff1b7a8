using System.Globalization;

namespace Align.Training.Checkpoints;

/// <summary>What the directories of a checkpoint store are called.</summary>
/// <remarks>
/// <c>step-000123</c> is a checkpoint; <c>step-000123.tmp</c> is one that is being written or removed;
/// <c>step-000123.replaced</c> is the former one of a step that is being saved again, and counts until the new one is in place.
/// </remarks>
internal static class CheckpointLayout
{
    private const string Prefix = "step-";
    private const string Unfinished = ".tmp";
    private const string Replaced = ".replaced";

    public static string PathOf(string root, long step) => Path.Combine(root, $"{Prefix}{step.ToString("D6", CultureInfo.InvariantCulture)}");

    public static string UnfinishedPathOf(string root, long step) => PathOf(root, step) + Unfinished;

    public static string ReplacedPathOf(string root, long step) => PathOf(root, step) + Replaced;

    /// <summary>The directory that counts as the step's checkpoint.</summary>
    public static string EffectivePathOf(string root, long step) =>
        Directory.Exists(PathOf(root, step)) ? PathOf(root, step) : ReplacedPathOf(root, step);

    /// <summary>The steps that have a checkpoint, whole or not, newest first.</summary>
    public static IReadOnlyList<long> Steps(string root) =>
        [.. Finished(root).Concat(ReplacedSteps(root)).Distinct().OrderDescending()];

    public static IReadOnlyList<long> ReplacedSteps(string root) => StepsNamed(root, Replaced);

    public static IReadOnlyList<string> UnfinishedPaths(string root) =>
        [.. StepsNamed(root, Unfinished).Select(step => UnfinishedPathOf(root, step))];

    private static IReadOnlyList<long> Finished(string root) => StepsNamed(root, "");

    private static IReadOnlyList<long> StepsNamed(string root, string suffix)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }
        return [.. Directory.EnumerateDirectories(root)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^suffix.Length])
            .Where(digits => digits.Length >= 6 && digits.All(char.IsAsciiDigit) && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(digits => long.Parse(digits, CultureInfo.InvariantCulture))];
    }
}
