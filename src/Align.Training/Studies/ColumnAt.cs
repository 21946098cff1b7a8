using System.ComponentModel.DataAnnotations;
using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>A column at given values of another one, interpolated along straight lines between the measured points, seed by seed. Nothing is extrapolated.</summary>
public sealed record ColumnAt
{
    /// <summary>The column whose value is given, such as one of KL.</summary>
    [MinLength(1)]
    public required string Metric { get; init; }

    /// <summary>The values given.</summary>
    [MinLength(1)]
    public required ValueList<double> Values { get; init; }

    /// <summary>The column that is wanted there, such as one of the reward.</summary>
    [MinLength(1)]
    public required string Of { get; init; }

    /// <summary>Which points are one curve.</summary>
    public CurvePoints Across { get; init; } = CurvePoints.Run;
}

/// <summary>Which points belong to one curve.</summary>
public enum CurvePoints
{
    /// <summary>The lines of one run that have both metrics, such as its evaluations.</summary>
    Run,

    /// <summary>The runs of one arm and seed at all points of the grid, one point each.</summary>
    Grid,
}
