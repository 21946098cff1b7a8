namespace Align.Training.Configuration;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Where">Where it stands: <c>file:line</c>, <c>--set</c>, or the file alone.</param>
/// <param name="Key">The key's full path, such as <c>stages.1.learning_rate</c>; empty where no key is concerned.</param>
/// <param name="Problem">What is wrong, with the value.</param>
/// <param name="Allowed">What would be right; <see langword="null"/> where the problem says it.</param>
/// <param name="Remedy">What to do; <see langword="null"/> where that follows from <paramref name="Allowed"/>.</param>
public sealed record ConfigurationProblem(string Where, string Key, string Problem, string? Allowed = null, string? Remedy = null)
{
    /// <summary><c>where: key: problem; allowed …; remedy</c>.</summary>
    public override string ToString()
    {
        var key = Key.Length == 0 ? "" : $" {Key}:";
        var allowed = Allowed is null ? "" : $"; allowed: {Allowed}";
        var remedy = Remedy is null ? "" : $"; {Remedy}";
        return $"{Where}:{key} {Problem}{allowed}{remedy}";
    }
}
