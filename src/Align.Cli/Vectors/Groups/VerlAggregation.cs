using Align.Algorithms.Masking;
using Align.Training.Configuration;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's <c>loss_agg_mode</c> in the learner's terms.</summary>
/// <param name="Type">The form.</param>
/// <param name="Counts">The divisors.</param>
/// <param name="Epsilon">Added to token counts.</param>
internal sealed record VerlAggregation(LossType Type, BatchCounts Counts, double Epsilon)
{
    /// <summary>The modes.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["token-mean", "seq-mean-token-sum", "seq-mean-token-mean", "seq-mean-token-sum-norm"];

    /// <summary>The current form: empty rows are no sequences, and the counts of the whole batch may be given.</summary>
    public static VerlAggregation Current(string mode, Tensor mask, VectorInputs inputs) => Of(PresetStages.OfMode(mode), mask, inputs);

    /// <summary>The current form of a preset, with the counts of the whole batch where they are given.</summary>
    public static VerlAggregation Of(GrpoStageConfig preset, Tensor mask, VectorInputs inputs)
    {
        var batch = inputs.Holding("dp_size", "batch_num_tokens", "global_batch_size", "loss_scale_factor");
        var local = BatchCounts.FromMask(mask, mask.shape[1]);
        var ranks = batch.Has("dp_size") ? (int)batch.Integer("dp_size") : 1;
        var tokens = batch.Has("batch_num_tokens") ? batch.Integer("batch_num_tokens") : local.Tokens;
        var sequences = batch.Has("global_batch_size") ? batch.Integer("global_batch_size") : local.Sequences;
        var scale = batch.Has("loss_scale_factor") ? batch.Integer("loss_scale_factor") : mask.shape[1];
        // The sum over sequences has no factor for ranks.
        var counts = preset.LossType == LossType.SeqMeanTokenSumNorm
            ? new BatchCounts(tokens, sequences, scale)
            : new BatchCounts(tokens, sequences, scale, ranks);
        return new(preset.LossType, counts, preset.DenominatorEpsilon);
    }

    /// <summary>The form of older versions: all rows are sequences, and the token mean has an epsilon.</summary>
    public static VerlAggregation Old(string mode, Tensor mask)
    {
        var counts = BatchCounts.FromMask(mask, 1) with { Sequences = mask.shape[0] };
        return mode switch
        {
            "token-mean" => new(LossType.Dapo, counts, VerlConstants.CountEpsilon),
            "seq-mean-token-sum" => new(LossType.SeqMeanTokenSum, counts, 0),
            "seq-mean-token-mean" => new(LossType.Grpo, counts, 0),
            "seq-mean-token-sum-norm" => new(LossType.SeqMeanTokenSumNorm, counts with { MaxCompletionLength = mask.shape[1] }, 0),
            _ => throw new FormatException($"unknown loss_agg_mode \"{mode}\""),
        };
    }

    /// <summary>A form over all rows, empty ones too, with exact counts and the padded length.</summary>
    public static VerlAggregation AllRows(LossType type, Tensor mask) =>
        new(type, BatchCounts.FromMask(mask, mask.shape[1]) with { Sequences = mask.shape[0] }, 0);

    /// <summary>The aggregated loss.</summary>
    public Tensor Apply(Tensor tokenLosses, Tensor mask) => LossAggregation.Compute(tokenLosses, mask, Type, Counts, Epsilon);
}
