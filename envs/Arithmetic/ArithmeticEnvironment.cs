using System.Globalization;
using Align.Core;

namespace Align.Envs.Arithmetic;

/// <summary>Sums, differences and products of whole numbers: <c>17+25=</c>, whose answer is <c>42</c>.</summary>
/// <remarks>
/// A problem's solution is its answer alone. Its difficulty is the logarithm of the work by hand (columns, with their carries
/// and borrows; for products the single-digit products), scaled so that nine-digit products come close to 1: it grows
/// with the digits, and products are harder than sums of the same length. Metadata: operation, left, right, digits.
/// </remarks>
public sealed class ArithmeticEnvironment : IEnvironment
{
    private readonly ArithmeticOptions _options;
    private readonly ArithmeticGenerator _train;
    private readonly ArithmeticGenerator _test;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or a split would be empty.</exception>
    public ArithmeticEnvironment(ArithmeticOptions options)
    {
        _options = ValidOptions.Require(options);
        _train = new ArithmeticGenerator(options, PromptSplit.Train);
        _test = new ArithmeticGenerator(options, PromptSplit.Test);
        if (_train.Count == 0 || _test.Count == 0)
        {
            throw new ArgumentException($"A split is empty: {_train.Count} problems to train on and {_test.Count} to test on. Change test_fraction or seed, or allow more digits.", nameof(options));
        }
    }

    /// <inheritdoc/>
    public string Name => "arithmetic";

    /// <inheritdoc/>
    public string Alphabet => string.Concat(
        "0123456789=".Concat(_options.Operations.Order().Select(ArithmeticProblem.SymbolOf)));

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => GeneratorOf(split).Count;

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        var problem = GeneratorOf(split).Create(index);
        var answer = Invariant(problem.Answer);
        return new Prompt(index, problem.Text)
        {
            Answer = answer,
            Solution = answer,
            Difficulty = problem.Difficulty,
            Metadata = new Dictionary<string, string>
            {
                ["operation"] = NameOf(problem.Operation),
                ["left"] = Invariant(problem.Left),
                ["right"] = Invariant(problem.Right),
                ["digits"] = Invariant(problem.Digits),
            },
        };
    }

    private ArithmeticGenerator GeneratorOf(PromptSplit split) => split switch
    {
        PromptSplit.Train => _train,
        PromptSplit.Test => _test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "The splits are Train and Test."),
    };

    private static string NameOf(ArithmeticOperation operation) => operation switch
    {
        ArithmeticOperation.Add => "add",
        ArithmeticOperation.Sub => "sub",
        _ => "mul",
    };

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
