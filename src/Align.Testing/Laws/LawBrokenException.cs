namespace Align.Testing;

/// <summary>A subject breaks a law that its traits promise. The message is the report of the broken laws.</summary>
public sealed class LawBrokenException(LawReport report) : Exception(LawReportText.Failures(report))
{
    /// <summary>Every law that was checked.</summary>
    public LawReport Report { get; } = report;
}
