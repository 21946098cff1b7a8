using Align.Core;

namespace Align.Envs.Arithmetic;

/// <summary>Which problems are held out: a hash of the operation, the operands and the seed decides, never an index.</summary>
/// <remarks>17+25 and 25+17 share a fate, as do products: the answer to one gives away the other.</remarks>
internal sealed class ArithmeticSplit(long seed, double testFraction)
{
    private const long OperandLimit = 1_000_000_000;

    public bool Contains(PromptSplit split, ArithmeticProblem problem) => IsHeldOut(problem) == (split == PromptSplit.Test);

    private bool IsHeldOut(ArithmeticProblem problem)
    {
        var (left, right) = problem.Operation == ArithmeticOperation.Sub || problem.Left <= problem.Right
            ? (problem.Left, problem.Right)
            : (problem.Right, problem.Left);
        var stream = RandomStream.Create(
            seed, RandomPurpose.Environment, ArithmeticStreams.Split, (left * OperandLimit) + right, (int)problem.Operation);
        return stream.NextDouble() < testFraction;
    }
}
