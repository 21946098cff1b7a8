using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>The part of a study that chooses hyper-parameters: the same arms over <c>tuning_grid</c>, with <c>tuning_seeds</c> in place of those of the report.</summary>
internal static class StudyTuning
{
    private const string Suffix = "-tuning";

    /// <summary>What a study lacks to be tuned; places are left empty.</summary>
    public static IEnumerable<ConfigurationProblem> Missing(StudyConfig study)
    {
        if (study.TuningSeeds.Count == 0)
        {
            yield return new("", "tuning_seeds", "missing, and --tuning runs nothing else", Remedy: "name seeds that are not among seeds");
        }
        if (study.TuneBy is null)
        {
            yield return new("", "tune_by", "missing, and --tuning chooses by it", Remedy: "name a column under metrics that has a direction");
        }
        if (study.TuningGrid.Count == 0 && study.Grid.Count == 0)
        {
            yield return new("", "tuning_grid", "missing, and so is grid: there is nothing to choose between", Remedy: "name keys, each with the values to try");
        }
    }

    /// <summary>The study that chooses, with a name and so a directory of its own.</summary>
    public static StudyConfig Of(StudyConfig study) => study with
    {
        Name = study.Name + Suffix,
        Seeds = study.TuningSeeds,
        TuningSeeds = [],
        Grid = study.TuningGrid.Count > 0 ? study.TuningGrid : study.Grid,
        TuningGrid = [],
        At = [],
        Compare = [],
        Plots = [],
    };
}
