using System.Runtime.InteropServices;

namespace Align.Cli.Vectors;

/// <summary>Runs the functions of the learner on recorded inputs and compares. It holds no arithmetic of its own.</summary>
public static class VectorChecker
{
    /// <summary>The reports of all groups, in the file's order.</summary>
    public static IReadOnlyList<GroupReport> Check(VectorFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. file.Groups.Select(Check)];
    }

    private static GroupReport Check(VectorGroup group)
    {
        if (VectorGroups.Find(group.Name) is not { } run)
        {
            return new GroupReport(group.Name, group.Cases.Count) { IsKnown = false };
        }
        var comparisons = group.Cases.Select(vectorCase => (Case: vectorCase, Comparison: Compare(run, vectorCase))).ToArray();
        var binding = comparisons.Where(item => item.Case.Deviates is null).ToArray();
        return new GroupReport(group.Name, group.Cases.Count)
        {
            Failures = [.. binding.Where(item => item.Comparison.Mismatches.Count > 0).Select(item => (item.Case.Name, item.Comparison.Mismatches))],
            Deviations = [.. comparisons.Where(item => item.Case.Deviates is not null)
                .Select(item => (item.Case.Name, item.Case.Deviates!, item.Comparison.Mismatches.Count == 0))],
            NotCompared = [.. comparisons.SelectMany(item => item.Comparison.NotCompared).Distinct()],
            LargestRelativeError = binding.Select(item => item.Comparison.LargestRelativeError).DefaultIfEmpty(0).Max(),
        };
    }

    private static CaseComparison Compare(Action<VectorInputs, CaseComparison> run, VectorCase vectorCase)
    {
        var comparison = new CaseComparison(vectorCase);
        using var scope = torch.NewDisposeScope();
        try
        {
            run(vectorCase.Inputs, comparison);
            if (comparison.IsEmpty)
            {
                comparison.Fail("no recorded result could be compared");
            }
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException or ExternalException)
        {
            comparison.Fail($"could not be run: {error.Message}");
        }
        return comparison;
    }
}
