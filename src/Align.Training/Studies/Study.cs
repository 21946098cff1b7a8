using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>A study whose every run is known and checked.</summary>
/// <param name="Config">What its file says.</param>
/// <param name="Cells">The cells in the order of the file: arms, and in each the grid with the last axis fastest.</param>
/// <param name="Runs">Every run in the order in which it is to be started: the shared ones seed by seed, then the cells' seed by seed.</param>
public sealed record Study(StudyConfig Config, ValueList<StudyCell> Cells, IReadOnlyList<StudyRun> Runs)
{
    /// <summary>Of a study that chooses hyper-parameters, the seeds of the report, which it leaves alone; empty where the study is the report.</summary>
    public ValueList<long> ReportedSeeds { get; init; } = [];

    /// <summary>Where the study is written unless somebody says otherwise, relative to the working directory.</summary>
    public string DefaultDirectory => Path.Combine("runs", "studies", Config.Name);
}
