using Align.Core;
using Align.Models.Adapters;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>What a stage trains: the whole policy, or an adapter over a policy that stays as it is.</summary>
internal interface ITrainedPart : IDisposable
{
    /// <summary>What checkpoints within the stage hold of it beside the weights.</summary>
    IReadOnlyList<IStageMemory> Memories { get; }

    /// <summary>The parameters for an optimizer.</summary>
    IReadOnlyList<ParameterGroup> Groups(OptimizerConfig config);

    /// <summary>Makes the policy's passes those of training until the scope is disposed; <see langword="null"/> where they are the same.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="dropout">Draws the masks of dropout.</param>
    AdapterScope? Training(DecoderTransformer policy, RandomStream dropout);

    /// <summary>The stage is over: what was learned becomes part of the policy's own weights.</summary>
    void Finish();
}
