using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using Align.Algorithms.Masking;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's tensors of a rollout batch in the estimators' terms, and back.</summary>
internal static class VerlAdvantages
{
    /// <summary>The batch of a case: a completion's reward is the sum of its token rewards, inside the mask and outside.</summary>
    public static AdvantageBatch Batch(VectorInputs inputs, bool byToken = false)
    {
        using var scope = torch.NewDisposeScope();
        var rewards = inputs.Tensor("token_level_rewards").to(ScalarType.Float64);
        var mask = inputs.Mask(MaskName(inputs));
        var everything = torch.ones_like(rewards, dtype: ScalarType.Bool);
        var count = (int)rewards.shape[0];
        return new AdvantageBatch
        {
            Rewards = [.. MaskedReduction.Sum(rewards, everything, dim: -1).data<double>().ToArray()],
            Groups = inputs.Has("index") ? [.. inputs.Labels("index")] : [.. Enumerable.Range(0, count).Select(i => (long)i)],
            Lengths = [.. mask.sum(1).data<long>().ToArray().Select(length => (int)length)],
            TokenRewards = byToken ? Gather(rewards, mask) : default,
            GreedyRewards = inputs.Has("reward_baselines") ? [.. inputs.Tensor("reward_baselines").to(ScalarType.Float64).data<double>().ToArray()] : default,
        };
    }

    /// <summary>The name that the case's mask has.</summary>
    public static string MaskName(VectorInputs inputs) => inputs.Has("response_mask") ? "response_mask" : "eos_mask";

    /// <summary>The values under the mask, row by row.</summary>
    public static ImmutableArray<ImmutableArray<double>> Gather(Tensor values, Tensor mask)
    {
        var (numbers, marks) = (Rows(values), Rows(mask));
        return [.. numbers.Zip(marks, (row, marked) => row.Where((_, token) => marked[token] != 0).ToImmutableArray())];
    }

    /// <summary>Rows of values at the places that the mask marks, 0 elsewhere.</summary>
    public static Tensor Scatter(ImmutableArray<ImmutableArray<double>> rows, Tensor mask)
    {
        var marks = Rows(mask);
        var placed = marks.Select((marked, row) => Place(rows[row], marked)).ToImmutableArray();
        return TokenAdvantages.Pad(placed, mask.shape[1], ScalarType.Float64);
    }

    /// <summary>A result on the tokens of the mask.</summary>
    public static Tensor Expand(AdvantageResult result, Tensor mask, ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = result.Tokens is { } rows
            ? Scatter(rows, mask).to(type)
            : TokenAdvantages.Expand([.. result.Completions], mask, type);
        return tokens.MoveToOuterDisposeScope();
    }

    private static ImmutableArray<double> Place(ImmutableArray<double> values, double[] marked)
    {
        var next = 0;
        return [.. marked.Select(mark => mark != 0 ? values[next++] : 0)];
    }

    private static double[][] Rows(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var values = tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return values.Length == 0 ? [] : [.. values.Chunk((int)tensor.shape[1])];
    }
}
