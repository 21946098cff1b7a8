namespace Align.Training.Configuration;

/// <summary>A user's reward cannot be used; carries everything that is wrong with it.</summary>
/// <param name="problems">At least one; such as a compiler's message with file, line and column.</param>
public sealed class PluginRewardException(IReadOnlyList<string> problems) : ArgumentException(problems?[0])
{
    /// <summary>Every problem.</summary>
    public IReadOnlyList<string> Problems { get; } = problems!;
}
