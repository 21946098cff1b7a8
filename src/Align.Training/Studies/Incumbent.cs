namespace Align.Training.Studies;

/// <summary>What the tuning seeds chose for an arm.</summary>
/// <param name="Cell">The arm at the point of the grid with the best mean; of equal ones, the first.</param>
/// <param name="Summary">That mean. It was chosen among several and so is biased for the better: the report's seeds tell what it is worth.</param>
public sealed record Incumbent(StudyCell Cell, SeedSummary Summary)
{
    /// <summary>The incumbent of each arm that has one. A point counts only where every seed has a finite value: a run that failed is no better than the worst.</summary>
    /// <param name="table">The values, by cell and tuning seed.</param>
    /// <param name="chooser">The column that chooses; one without a direction is taken as higher.</param>
    public static IReadOnlyList<Incumbent> Of(ObservationTable table, Quantity chooser)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(chooser);
        var sign = chooser.Direction == MetricDirection.Lower ? -1 : 1;
        return
        [
            .. from row in table.Rows
               let summary = table.Summary(row, chooser)
               where summary.Missing == 0
               group new Incumbent(row, summary) by row.Arm into arm
               select arm.MaxBy(point => sign * point.Summary.Mean!.Value),
        ];
    }
}
