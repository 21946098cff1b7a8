using Align.Core;
using Align.Models.Adapters;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>Every parameter of the policy is trained.</summary>
internal sealed class WholePolicy(TrainingState state) : ITrainedPart
{
    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [];

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups(OptimizerConfig config)
    {
        using var lease = state.Weights.Read();
        return ParameterGroup.Of(lease.Policy, config);
    }

    /// <inheritdoc/>
    public AdapterScope? Training(DecoderTransformer policy, RandomStream dropout) => null;

    /// <inheritdoc/>
    public void Finish()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
