using Align.Testing;

namespace WrongLoss;

/// <summary>Puts two wrong losses to the laws.</summary>
public static class Program
{
    /// <summary>Prints both reports.</summary>
    /// <returns>1: laws are broken.</returns>
    public static int Main()
    {
        LawReport[] reports = [PreferenceLossLaws.Check(new NaiveDpoLoss()), PolicyLossLaws.Check(new SwappedClipLoss())];
        foreach (var report in reports)
        {
            Console.WriteLine(report);
        }
        return reports.All(report => report.Holds) ? 0 : 1;
    }
}
