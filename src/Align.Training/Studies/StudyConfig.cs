using System.ComponentModel.DataAnnotations;
using Align.Core;
using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>A study: arms × grid × seeds, each cell a run, and what is to be read from the runs. Written in a file of its own.</summary>
public sealed record StudyConfig
{
    /// <summary>Names the study and its directory. Lower-case letters, digits, <c>-</c> and <c>_</c>; at most 100 characters.</summary>
    [RegularExpression("[a-z0-9_-]{1,100}", ErrorMessage = "lower-case letters, digits, '-' and '_', at most 100 characters")]
    public required string Name { get; init; }

    /// <summary>The seeds: every cell is run once with each, as the run's <c>seed</c>. Intervals are over seeds and need at least two.</summary>
    [MinLength(1)]
    public required ValueList<long> Seeds { get; init; }

    /// <summary>Seeds that hyper-parameters are or were chosen on, by <c>align study FILE --tuning</c> or by hand. None of them may stand among <c>seeds</c>; the report names both.</summary>
    public ValueList<long> TuningSeeds { get; init; } = [];

    /// <summary>What <c>--tuning</c> tries with every arm, in place of <c>grid</c>: keys of <c>base</c>, each with a list of values. Without it, <c>grid</c> is tried.</summary>
    public ValueMap<ValueList<ConfigValue>> TuningGrid { get; init; } = [];

    /// <summary>The column, one with a <c>direction</c>, whose mean over the tuning seeds chooses each arm's values.</summary>
    public string? TuneBy { get; init; }

    /// <summary>Runs made once per seed, before the cells and in this order: a name and the run's configuration file. In the files, <c>${name}</c> stands for the directory of that run's final checkpoint at the same seed, and <c>${name.run}</c> for the run's own directory. Relative paths start at this file's folder.</summary>
    public ValueMap<string> Shared { get; init; } = [];

    /// <summary>The configuration file of a cell. Besides the names under <c>shared</c>, <c>${seed}</c> stands for the seed. Relative paths start at this file's folder.</summary>
    [FilePath]
    public required string Base { get; init; }

    /// <summary>What is compared: a name and the keys that the arm changes in <c>base</c>, each a full path as for <c>--set</c>. <c>{}</c> changes none.</summary>
    [MinLength(1)]
    public required ValueMap<ValueMap<ConfigValue>> Arms { get; init; }

    /// <summary>Keys of <c>base</c>, each with a list of values; every arm is run with every combination. The grid is laid over the arm.</summary>
    public ValueMap<ValueList<ConfigValue>> Grid { get; init; } = [];

    /// <summary>The columns of the table: a name and what is read from a finished run.</summary>
    [MinLength(1)]
    public required ValueMap<MetricColumn> Metrics { get; init; }

    /// <summary>One column at given values of another, such as the reward at equal KL.</summary>
    public ValueList<ColumnAt> At { get; init; } = [];

    /// <summary>The plots.</summary>
    public ValueList<PlotConfig> Plots { get; init; } = [];

    /// <summary>Pairs of arms whose difference, first − second, is taken seed by seed.</summary>
    public ValueList<ValueList<string>> Compare { get; init; } = [];

    /// <summary>Coverage of the intervals. Above 0, below 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Confidence { get; init; } = 0.95;

    /// <summary>Threads of each run, in place of <c>runtime.threads</c>. 1 to 1,024. A number of its own, because the last bits of a result depend on it.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 1;

    /// <summary>Runs at a time. 1 to 1,024. Results do not depend on it.</summary>
    [Range(1, 1024)]
    [DefaultText("number of processors")]
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
