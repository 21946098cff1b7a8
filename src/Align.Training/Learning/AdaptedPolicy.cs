using Align.Core;
using Align.Models.Adapters;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>A low-rank adapter is trained over the frozen policy; rollouts go through it, and the stage's end merges it.</summary>
internal sealed class AdaptedPolicy : ITrainedPart
{
    private readonly FrozenPolicy _frozen;
    private readonly LoraAdapter _adapter;

    /// <summary>A new adapter, which changes nothing yet.</summary>
    /// <param name="frozen">The policy; owned from now on.</param>
    /// <param name="config">The adapter's shape.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage's place in the run, so that every stage has an adapter of its own.</param>
    public AdaptedPolicy(FrozenPolicy frozen, LoraConfig config, long seed, int stage)
    {
        _frozen = frozen;
        _adapter = frozen.NewAdapter(config, seed, stage, index: 0);
        _frozen.Serve(_adapter);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [_frozen, new AdapterMemory("adapter", [_adapter])];

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups(OptimizerConfig config) => [new(_adapter.Parameters) { WeightDecay = config.WeightDecay }];

    /// <inheritdoc/>
    public AdapterScope? Training(DecoderTransformer policy, RandomStream dropout) => policy.WithAdapter(_adapter, dropout);

    /// <inheritdoc/>
    public void Finish() => _frozen.Merge(_adapter);

    /// <inheritdoc/>
    public void Dispose()
    {
        _frozen.Dispose();
        _adapter.Dispose();
    }
}
