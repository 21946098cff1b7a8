using System.ComponentModel.DataAnnotations;
using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>One plot.</summary>
public sealed record PlotConfig
{
    /// <summary>The metric that means the step, on the x axis of a line plot.</summary>
    public const string Step = "step";

    /// <summary>What is drawn.</summary>
    public required PlotKind Kind { get; init; }

    /// <summary>The file's name, without <c>.svg</c>; without it, made of the kind and the axes. Lower-case letters, digits, <c>-</c> and <c>_</c>.</summary>
    [RegularExpression("[a-z0-9_-]{1,100}", ErrorMessage = "lower-case letters, digits, '-' and '_', at most 100 characters")]
    public string? Name { get; init; }

    /// <summary>The x axis: for a line plot <c>step</c>, a metric of the log or a column; for a scatter plot a column; for bars nothing. Steps count within <c>stage</c>, and without it from the run's start.</summary>
    public string X { get; init; } = Step;

    /// <summary>The y axis: for a line plot a metric of the log or a column, otherwise a column.</summary>
    [MinLength(1)]
    public required string Y { get; init; }

    /// <summary>Line plots: the name of the stage whose lines are drawn; without it, the column's stage, or every one.</summary>
    public string? Stage { get; init; }

    /// <summary>Line plots: each point is the mean of so many before it, itself included. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int Smooth { get; init; } = 1;

    /// <summary>The arms that are drawn; without it, all.</summary>
    public ValueList<string> Arms { get; init; } = [];

    /// <summary>The words above the plot.</summary>
    public string? Title { get; init; }

    /// <summary>The words at the x axis, with the unit; without it, the column's label, or the metric's name.</summary>
    public string? XLabel { get; init; }

    /// <summary>The words at the y axis, as for the x axis.</summary>
    public string? YLabel { get; init; }

    /// <summary>The file's name in effect, without <c>.svg</c>.</summary>
    public string FileName => Name ?? string.Join('-', Parts().Select(Legal));

    private IEnumerable<string> Parts() => Kind switch
    {
        PlotKind.Bar => ["bar", Y],
        PlotKind.Scatter => ["scatter", Y, X],
        _ => X == Step ? ["line", Y] : ["line", Y, X],
    };

    private static string Legal(string text) =>
        string.Concat(text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '-')).Trim('-');
}

/// <summary>Kinds of plots.</summary>
public enum PlotKind
{
    /// <summary>A curve for each arm: the mean over seeds, with a band for the interval.</summary>
    Line,

    /// <summary>A point for each cell: means over seeds, with intervals of both axes as bars.</summary>
    Scatter,

    /// <summary>A bar for each cell: the mean over seeds, with its interval.</summary>
    Bar,
}
