using System.Text;

namespace Align.Testing;

/// <summary>Reports as text for a terminal or a test log.</summary>
internal static class LawReportText
{
    private const string Indent = "    ";

    public static string Of(LawReport report)
    {
        var text = new StringBuilder();
        text.AppendLine($"{report.Subject}: {Count(report, LawVerdict.Held)} laws hold, {Count(report, LawVerdict.Broken)} broken, {Count(report, LawVerdict.NotApplicable)} do not apply");
        var width = report.Outcomes.Select(outcome => outcome.Law.Name.Length).DefaultIfEmpty().Max();
        foreach (var outcome in report.Outcomes)
        {
            text.AppendLine($"  {Word(outcome.Verdict),-6}  {outcome.Law.Name.PadRight(width)}  {outcome.Reason ?? (outcome.Cases == 1 ? "1 case" : $"{outcome.Cases} cases")}");
        }
        if (!report.Holds)
        {
            text.AppendLine().Append(Failures(report));
        }
        return text.ToString().TrimEnd() + "\n";
    }

    public static string Failures(LawReport report)
    {
        var text = new StringBuilder();
        var broken = report.Broken;
        text.AppendLine($"{report.Subject} breaks {broken.Count} {(broken.Count == 1 ? "law" : "laws")}: {string.Join(", ", broken.Select(outcome => outcome.Law.Name))}.");
        foreach (var outcome in broken)
        {
            Append(text, outcome);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, LawOutcome outcome)
    {
        var found = outcome.CounterExample!;
        text.AppendLine().AppendLine($"{outcome.Law.Name}: {outcome.Law.Statement}");
        text.AppendLine($"  applies  {outcome.Law.AppliesWhen}").AppendLine($"  source   {outcome.Law.Source}");
        text.AppendLine($"  found    {found.Breach.ReplaceLineEndings("\n           ")}");
        text.AppendLine($"  the smallest example (input {outcome.Cases}, made smaller {found.Shrinks} times):").AppendLine();
        foreach (var line in found.Code.TrimEnd().Split('\n'))
        {
            text.AppendLine((Indent + line).TrimEnd());
        }
    }

    private static int Count(LawReport report, LawVerdict verdict) => report.Outcomes.Count(outcome => outcome.Verdict == verdict);

    private static string Word(LawVerdict verdict) => verdict switch
    {
        LawVerdict.Held => "holds",
        LawVerdict.Broken => "BROKEN",
        LawVerdict.NotApplicable => "–",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Unknown verdict."),
    };
}
