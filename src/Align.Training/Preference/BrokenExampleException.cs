namespace Align.Training.Preference;

/// <summary>An example cannot be read.</summary>
/// <param name="what">Why.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class BrokenExampleException(string what, string remedy) : Exception(what)
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
