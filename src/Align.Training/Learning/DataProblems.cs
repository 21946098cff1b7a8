using System.Globalization;
using Align.Core;

namespace Align.Training.Learning;

/// <summary>What is wrong with a data file, line by line, to be reported together.</summary>
/// <param name="path">The file.</param>
internal sealed class DataProblems(string path)
{
    private const int MaxShown = 20;
    private readonly List<(long Line, string What, string Remedy)> _all = [];

    /// <summary>Takes down a problem.</summary>
    public void Add(long line, string what, string remedy) => _all.Add((line, what, remedy));

    /// <summary>Refuses the file where there is any problem: the first stands for the place and the remedy, and up to 20 are named.</summary>
    /// <exception cref="DataFileException">There is a problem.</exception>
    public void ThrowIfAny()
    {
        if (_all.Count == 0)
        {
            return;
        }
        var first = _all[0];
        if (_all.Count == 1)
        {
            throw new DataFileException(path, first.Line, first.What, first.Remedy);
        }
        var shown = _all.Take(MaxShown).Select(problem => string.Create(CultureInfo.InvariantCulture, $"{path}:{problem.Line} {problem.What}"));
        var rest = _all.Count > MaxShown ? string.Create(CultureInfo.InvariantCulture, $"; and {_all.Count - MaxShown} more") : "";
        throw new DataFileException(path, first.Line, string.Create(CultureInfo.InvariantCulture, $"{_all.Count} problems: {string.Join("; ", shown)}{rest}"), first.Remedy);
    }
}
