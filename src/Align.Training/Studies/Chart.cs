using Align.Algorithms.Statistics;

namespace Align.Training.Studies;

/// <summary>What a plot shows, ready to be drawn.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Title">The words above it; empty for none.</param>
/// <param name="Caption">What the intervals are.</param>
/// <param name="XLabel">The words at the x axis; for bars, at the axis of values.</param>
/// <param name="YLabel">The words at the y axis; for bars, empty.</param>
/// <param name="Series">What is drawn, in the order of the legend.</param>
public sealed record Chart(PlotKind Kind, string Title, string Caption, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series);

/// <summary>A curve, a set of points of one colour, or a bar.</summary>
/// <param name="Name">Its name in the legend, or beside the bar.</param>
/// <param name="Colour">Which colour, from 0: that of the arm.</param>
/// <param name="Dash">Which dash pattern, from 0: that of the point of the grid.</param>
/// <param name="Points">Its points, in order; of a bar, one.</param>
public sealed record ChartSeries(string Name, int Colour, int Dash, IReadOnlyList<ChartPoint> Points);

/// <summary>A point: means over seeds. Both coordinates are finite.</summary>
/// <param name="X">The place on the x axis; 0 for bars.</param>
/// <param name="Y">The value.</param>
/// <param name="XInterval">Its interval along x; <see langword="null"/> where there is none.</param>
/// <param name="YInterval">Its interval along y.</param>
public readonly record struct ChartPoint(double X, double Y, ConfidenceInterval? XInterval, ConfidenceInterval? YInterval);
