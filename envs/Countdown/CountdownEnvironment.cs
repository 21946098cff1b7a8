using System.Globalization;
using Align.Core;

namespace Align.Envs.Countdown;

/// <summary>Countdown: from a few numbers, an expression that equals a target. Every problem can be solved; any right expression counts.</summary>
/// <remarks>
/// The answer and the solution hold one right expression of many; the reward <c>countdown</c> accepts them all. Metadata: numbers, target, use
/// (what that reward reads), and cost, the number of expressions that there are for each one that is right. The difficulty is its logarithm.
/// As in TinyZero (github.com/Jiayi-Pan/TinyZero) but for the wording and for problems that are made on demand.
/// </remarks>
public sealed class CountdownEnvironment : IEnvironment
{
    /// <summary>Above the greatest number of expressions that there is: 233,280 of five numbers, 274,380 where some may be left out.</summary>
    private const double MostExpressions = 300_000;

    private readonly CountdownOptions _options;
    private readonly CountdownGenerator _generator;
    private readonly SplitSizes _sizes;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the options leave next to no problem.</exception>
    public CountdownEnvironment(CountdownOptions options)
    {
        _options = ValidOptions.Require(options);
        _generator = new CountdownGenerator(options);
        _generator.RequireProblems();
        _sizes = new SplitSizes(options.TrainSize, options.TestSize);
    }

    /// <inheritdoc/>
    public string Name => "countdown";

    /// <inheritdoc/>
    public string Alphabet => PromptWording.Alphabet("0123456789()", Symbols("", ""), Text(["0", "0"], "0"), PromptWording.Solution(_options.Style, ""));

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => _sizes.Of(split);

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        _sizes.RequireInside(split, index);
        var problem = _generator.Create(split, index);
        var search = CountdownSearch.Of(_options, problem);
        var cost = (double)search.Tried / search.Found;
        var target = problem.Target.ToString(CultureInfo.InvariantCulture);
        return new Prompt(index, Text(problem.Words, target))
        {
            Answer = problem.Witness.Text,
            Solution = PromptWording.Solution(_options.Style, problem.Witness.Text),
            Difficulty = Math.Log(cost) / Math.Log(MostExpressions),
            Metadata = new Dictionary<string, string>
            {
                ["numbers"] = string.Join(' ', problem.Words),
                ["target"] = target,
                ["use"] = _options.Use == NumberUse.ExactlyOnce ? "exactly_once" : "at_most_once",
                ["cost"] = cost.ToString("R", CultureInfo.InvariantCulture),
            },
        };
    }

    private string Text(IReadOnlyList<string> numbers, string target) => _options.Style == PromptStyle.Terse
        ? $"{string.Join(' ', numbers)}={target}:"
        : $"From the numbers {PromptWording.List(numbers)}, make an expression that equals {target}. Use only {Symbols(", ", " and ")} and parentheses, and use each number {Times}. {PromptWording.AskForTags("the expression")}";

    private string Times => _options.Use == NumberUse.ExactlyOnce ? "exactly once" : "at most once";

    private string Symbols(string comma, string and)
    {
        var symbols = _options.Operations.Order().Select(operation => CountdownTerm.SymbolOf(operation).ToString()).ToList();
        return symbols.Count == 1 ? symbols[0] : $"{string.Join(comma, symbols.SkipLast(1))}{and}{symbols[^1]}";
    }
}
