namespace Align.Training.Studies;

/// <summary>Where a shared run has left what other runs use.</summary>
/// <param name="Checkpoint">The directory of its final checkpoint: <c>${name}</c>.</param>
/// <param name="Run">Its own directory: <c>${name.run}</c>.</param>
public sealed record SharedRunPlace(string Checkpoint, string Run)
{
    private const string RunSuffix = ".run";

    /// <summary>What the references to a shared run stand for.</summary>
    /// <param name="name">Its name.</param>
    public IEnumerable<KeyValuePair<string, string>> Texts(string name) => [new(name, Checkpoint), new(name + RunSuffix, Run)];

    /// <summary>The shared run that a reference names.</summary>
    public static string NameIn(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.EndsWith(RunSuffix, StringComparison.Ordinal) ? reference[..^RunSuffix.Length] : reference;
    }
}
