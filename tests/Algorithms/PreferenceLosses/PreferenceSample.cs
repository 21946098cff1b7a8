using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PreferenceLosses;

/// <summary>Batches of preferences for tests; float64.</summary>
internal static class PreferenceSample
{
    public static RandomStream Stream => RandomStream.Create(11, RandomPurpose.Control);

    public static ResponseBatch Side(double[] policy, double[] reference, params long[] lengths) => new()
    {
        LogProbs = Sample.Vector(policy).requires_grad_(),
        ReferenceLogProbs = Sample.Vector(reference),
        Lengths = torch.tensor(lengths.Length == 0 ? Enumerable.Repeat(1L, policy.Length).ToArray() : lengths, dtype: ScalarType.Int64),
    };

    public static PreferenceBatch Pairs(ResponseBatch chosen, ResponseBatch rejected) => new() { Chosen = chosen, Rejected = rejected };

    /// <summary>Everything that any loss reads, at random: rows of 1 to 5 tokens; the summed log-probabilities are those of the tokens.</summary>
    public static PreferenceBatch Random(long seed, int chosen, int rejected, double scale = 1) => new()
    {
        Chosen = RandomSide(seed, chosen, scale),
        Rejected = RandomSide(seed + 1, rejected, scale),
        Mismatched = RandomSide(seed + 2, 3, scale),
        RewardMargins = Sample.Normal(seed + 3, 3, chosen),
    };

    public static PreferenceBatch Random(long seed, IPreferenceLoss loss, int rows = 7) => Random(seed, rows, loss.Traits.Unpaired ? rows - 3 : rows);

    public static StepStatistics Measure(IPreferenceLoss loss, PreferenceBatch step) =>
        loss.Traits.CouplesBatch ? loss.Measure(step, StepStatistics.None.Memory, Stream) : StepStatistics.None;

    public static Tensor PerExample(IPreferenceLoss loss, PreferenceBatch batch) =>
        loss.PerExample(batch, PreferenceCounts.Of(batch, loss.Traits), Measure(loss, batch));

    /// <summary>What a loss differentiates, in the order in which <c>With</c> takes it.</summary>
    public static Tensor[] Inputs(IPreferenceLoss loss, PreferenceBatch batch)
    {
        var sums = new[] { batch.Chosen.LogProbs, batch.Rejected.LogProbs };
        return loss.Traits.ReadsTokens ? [.. sums, .. TokenInputs(batch.Chosen.Tokens!), .. TokenInputs(batch.Rejected.Tokens!)] : sums;
    }

    /// <summary>The batch with other values in place of its <see cref="Inputs"/>.</summary>
    public static PreferenceBatch With(PreferenceBatch batch, IReadOnlyList<Tensor> inputs) => batch with
    {
        Chosen = With(batch.Chosen, inputs[0], inputs.Count > 2 ? [.. inputs.Skip(2).Take(4)] : null),
        Rejected = With(batch.Rejected, inputs[1], inputs.Count > 2 ? [.. inputs.Skip(6)] : null),
    };

    /// <summary>Some rows of each side; views of the same tensors.</summary>
    public static PreferenceBatch Rows(PreferenceBatch batch, (long Start, long Count) chosen, (long Start, long Count) rejected) => batch with
    {
        Chosen = Rows(batch.Chosen, chosen.Start, chosen.Count),
        Rejected = Rows(batch.Rejected, rejected.Start, rejected.Count),
        RewardMargins = batch.RewardMargins!.narrow(0, chosen.Start, chosen.Count),
    };

    private static ResponseBatch RandomSide(long seed, int rows, double scale)
    {
        const int columns = 5;
        var lengths = Enumerable.Range(0, rows).Select(row => 1 + (int)((row + seed) % columns)).ToArray();
        var side = ResponseBatch.FromTokens(new ResponseTokens
        {
            LogProbs = -Sample.Normal(seed * 100, scale, rows, columns).abs(),
            ReferenceLogProbs = -Sample.Normal((seed * 100) + 1, scale, rows, columns).abs(),
            ReferenceKl = Sample.Normal((seed * 100) + 2, 0.3, rows, columns).abs(),
            Mask = Sample.LengthMask(columns, lengths),
            RewardWeights = Sample.Normal((seed * 100) + 3, 1, rows, columns).abs(),
            KlWeights = Sample.Normal((seed * 100) + 4, 1, rows, columns).abs(),
        });
        return side with { LogProbs = side.LogProbs.detach().requires_grad_() };
    }

    private static Tensor[] TokenInputs(ResponseTokens tokens) => [tokens.LogProbs, tokens.ReferenceKl, tokens.RewardWeights!, tokens.KlWeights!];

    private static ResponseBatch With(ResponseBatch side, Tensor logProbs, Tensor[]? tokens) => side with
    {
        LogProbs = logProbs,
        Tokens = tokens is null ? side.Tokens : side.Tokens! with { LogProbs = tokens[0], ReferenceKl = tokens[1], RewardWeights = tokens[2], KlWeights = tokens[3] },
    };

    private static ResponseBatch Rows(ResponseBatch side, long start, long count) => new()
    {
        LogProbs = side.LogProbs.narrow(0, start, count),
        ReferenceLogProbs = side.ReferenceLogProbs!.narrow(0, start, count),
        Lengths = side.Lengths.narrow(0, start, count),
        Tokens = side.Tokens is { } tokens ? Rows(tokens, start, count) : null,
    };

    private static ResponseTokens Rows(ResponseTokens tokens, long start, long count) => new()
    {
        LogProbs = tokens.LogProbs.narrow(0, start, count),
        ReferenceLogProbs = tokens.ReferenceLogProbs.narrow(0, start, count),
        ReferenceKl = tokens.ReferenceKl.narrow(0, start, count),
        Mask = tokens.Mask.narrow(0, start, count),
        RewardWeights = tokens.RewardWeights!.narrow(0, start, count),
        KlWeights = tokens.KlWeights!.narrow(0, start, count),
    };
}
