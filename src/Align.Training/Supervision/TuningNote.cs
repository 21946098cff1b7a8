using Align.Training.Configuration;

namespace Align.Training.Supervision;

/// <summary>Says on which domains the settings of a continual stage were tuned, or that they were tuned on no others than are reported.</summary>
internal static class TuningNote
{
    /// <summary>The sentence; none for other stages, nor where nothing was said.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="stage">The stage.</param>
    public static IEnumerable<string> Of(string name, StageConfig stage)
    {
        if (stage is not ContinualPreferenceStageConfig { TuningDomains: { } tuned } continual)
        {
            return [];
        }
        var reported = string.Join(", ", continual.Domains.Select(domain => domain.Name));
        return tuned.Count == 0
            ? [$"{name}: tuning_domains is none: its settings were tuned on no domains other than those reported ({reported}), which flatters the method"]
            : [$"{name}: settings tuned on {string.Join(", ", tuned.Select(domain => domain.Name))}, reported on {reported}"];
    }
}
