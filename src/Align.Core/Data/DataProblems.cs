namespace Align.Core;

/// <summary>What is wrong with a data file, line by line, to be reported together: of each line the first thing found.</summary>
/// <param name="path">The file.</param>
/// <param name="unit">What is numbered.</param>
public sealed class DataProblems(string path, string unit = "line")
{
    private const int MaxShown = 20;
    private readonly SortedDictionary<long, DataProblem> _all = [];

    /// <summary>Whether a line is known to be broken.</summary>
    public bool Has(long line) => _all.ContainsKey(line);

    /// <summary>Takes down a problem, unless the line has one already.</summary>
    public void Add(long line, string what, string remedy) => _all.TryAdd(line, new DataProblem(line, what, remedy));

    /// <summary>Refuses the file where there is any problem; in the order of the lines, up to 20 are named.</summary>
    /// <exception cref="DataFileException">There is a problem.</exception>
    public void ThrowIfAny()
    {
        if (_all.Count == 0)
        {
            return;
        }
        var first = _all.Values.First();
        throw _all.Count == 1
            ? new DataFileException(path, first.Line, first.What, first.Remedy)
            : new DataFileException(path, [.. _all.Values.Take(MaxShown)], Math.Max(0, _all.Count - MaxShown), unit);
    }
}
