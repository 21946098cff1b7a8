using Align.Algorithms.Statistics;

namespace Align.Cli.Vectors.Groups;

/// <summary>The sum over problems of the unbiased pass@k, for k = 1, 2, ….</summary>
internal static class PassAtKOperations
{
    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        var correct = inputs.Integers("correct_counts");
        var samples = (int)inputs.Integer("num_samples");
        var largest = (int)inputs.Integer("max_k");
        comparison.Numbers("sum_pass_at_k", [.. Enumerable.Range(1, largest).Select(k => PassAtK.Sum(correct, samples, k))]);
    }
}
