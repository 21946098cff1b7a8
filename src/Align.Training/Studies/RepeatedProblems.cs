using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>Problems of many runs that come from few files: each is told once, with the runs that have it.</summary>
internal sealed class RepeatedProblems
{
    private const int MostNames = 3;
    private readonly List<(ConfigurationProblem Problem, List<string> Names)> _found = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>Takes note of the problems of a run or a file.</summary>
    public void Add(IEnumerable<ConfigurationProblem> problems, string name)
    {
        foreach (var problem in problems)
        {
            if (_found.FirstOrDefault(known => known.Problem == problem) is { Names: { } names })
            {
                names.Add(name);
            }
            else
            {
                _found.Add((problem, [name]));
            }
        }
    }

    /// <summary>Every problem, in the order of its first appearance.</summary>
    /// <param name="runs">How many runs there are in all.</param>
    public IReadOnlyList<ConfigurationProblem> All(int runs) =>
        [.. _found.Select(found => found.Problem with { Problem = $"{found.Problem.Problem}{In(found.Names, runs)}" })];

    private static string In(List<string> names, int runs) =>
        names.Count == runs && runs > 1 ? " (in every cell)"
        : names.Count > MostNames ? $" (in {string.Join("; ", names.Take(MostNames))} and {names.Count - MostNames} more)"
        : $" (in {string.Join("; ", names)})";
}
