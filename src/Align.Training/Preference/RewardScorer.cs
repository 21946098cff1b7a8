using System.Collections.Immutable;
using Align.Models.Transformers;

namespace Align.Training.Preference;

/// <summary>Scores responses with a frozen reward model, in batches that depend on the order of the examples alone.</summary>
/// <param name="model">The reward model.</param>
/// <param name="padTokenId">Fills the padding.</param>
/// <param name="device">Where it lies.</param>
/// <param name="microBatchSize">Examples a forward pass.</param>
internal sealed class RewardScorer(RewardModel model, int padTokenId, Device device, int microBatchSize)
{
    /// <summary>h = r(chosen) − r(rejected), nats, one a pair.</summary>
    /// <param name="pairs">Pairs, in any number.</param>
    public ImmutableArray<double> Margins(ImmutableArray<PreferenceExample> pairs)
    {
        var margins = ImmutableArray.CreateBuilder<double>(pairs.Length);
        foreach (var chunk in pairs.Chunk(microBatchSize))
        {
            var rewards = Rewards([.. PreferenceMicroBatch.Rows([.. chunk])]);
            margins.AddRange(Enumerable.Range(0, chunk.Length).Select(i => rewards[i] - rewards[chunk.Length + i]));
        }
        return margins.MoveToImmutable();
    }

    /// <summary>The rewards of responses, scored in one pass.</summary>
    /// <param name="rows">Prompts and responses; at least one.</param>
    public double[] Rewards((ImmutableArray<int> Prompt, ImmutableArray<int> Response)[] rows)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var batch = PreferenceMicroBatch.CreateRows(rows, padTokenId, device);
        return model.call(batch).to(ScalarType.Float64).cpu().data<double>().ToArray();
    }
}
