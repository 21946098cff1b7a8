using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>A value that the grid gives to a key.</summary>
/// <param name="Key">The key's full path.</param>
/// <param name="Label">The key in tables: its last part, where no other axis ends alike.</param>
/// <param name="Value">The value as YAML.</param>
public sealed record GridValue(string Key, string Label, string Value);

/// <summary>An arm at a point of the grid: what the rows of the table stand for.</summary>
/// <param name="Arm">The arm's name.</param>
/// <param name="Point">A value for each axis; empty without a grid.</param>
public sealed record StudyCell(string Arm, ValueList<GridValue> Point)
{
    /// <summary>The point in words, such as <c>max_steps=100</c>; empty without a grid.</summary>
    public string PointText => string.Join(", ", Point.Select(value => $"{value.Label}={value.Value}"));

    /// <summary>The cell in words, such as <c>dpo, max_steps=100</c>.</summary>
    public string Text => Point.Count == 0 ? Arm : $"{Arm}, {PointText}";
}
