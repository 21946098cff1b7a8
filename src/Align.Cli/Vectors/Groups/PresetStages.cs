using System.Collections.Concurrent;
using Align.Cli.Composition;
using Align.Training.Configuration;
using Align.Training.Configuration.Presets;

namespace Align.Cli.Vectors.Groups;

/// <summary>The presets that say what another library's names mean here: the vectors prove them.</summary>
internal static class PresetStages
{
    private static readonly ConcurrentDictionary<string, GrpoStageConfig> s_stages = new(StringComparer.Ordinal);

    /// <summary>A preset by its name, such as <c>verl/gspo</c>.</summary>
    public static GrpoStageConfig Of(string name) => s_stages.GetOrAdd(name, static name => StagePresets.Create(name, CompositionRoot.Create().Catalog));

    /// <summary>The preset of verl's <c>loss_agg_mode</c>.</summary>
    /// <exception cref="FormatException">verl has no such mode.</exception>
    public static GrpoStageConfig OfMode(string mode) =>
        VerlAggregation.Modes.Contains(mode) ? Of($"verl/{mode}") : throw new FormatException($"unknown loss_agg_mode \"{mode}\"");
}
