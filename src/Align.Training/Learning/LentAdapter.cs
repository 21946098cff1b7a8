using Align.Core;
using Align.Models.Adapters;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>An adapter that somebody else owns, remembers and merges.</summary>
internal sealed class LentAdapter(LoraAdapter adapter) : ITrainedPart
{
    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [];

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups(OptimizerConfig config) => [new(adapter.Parameters) { WeightDecay = config.WeightDecay }];

    /// <inheritdoc/>
    public AdapterScope? Training(DecoderTransformer policy, RandomStream dropout) => policy.WithAdapter(adapter, dropout);

    /// <inheritdoc/>
    public void Finish()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
