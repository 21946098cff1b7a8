using Align.Models.Adapters;
using Align.Models.Safetensors;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>The policy while adapters are trained over it: its own weights take no gradient, and passes go through the adapter that is served.</summary>
/// <remarks>
/// Checkpoints within the stage hold the policy with the served adapter merged, so that they are model directories as all others are; the adapted
/// weights as they were before are this memory's file.
/// </remarks>
internal sealed class FrozenPolicy : IStageMemory, IDisposable
{
    // More adapters than any stage makes.
    private const int AdaptersPerStage = 1 << 16;

    private readonly TrainingState _state;
    private readonly bool _leavesReference;
    private string[] _adapted = [];

    /// <summary>Freezes the policy.</summary>
    /// <param name="state">Holds it.</param>
    /// <param name="leavesReference">Whether the policy as it was before the stage becomes the reference when the stage ends, so that evaluations can tell how far the policy has moved.</param>
    public FrozenPolicy(TrainingState state, bool leavesReference)
    {
        (_state, _leavesReference) = (state, leavesReference);
        using var lease = state.Weights.Write();
        Policy = lease.Policy;
        SetTrainable(false);
    }

    /// <summary>The policy. The learner, inside its lease, is its only user here.</summary>
    public DecoderTransformer Policy { get; }

    /// <summary>As in <see cref="TrainingState.LogitsChunkTokens"/>.</summary>
    public int LogitsChunkTokens => _state.LogitsChunkTokens;

    /// <inheritdoc/>
    public string Name => "frozen";

    /// <inheritdoc/>
    public long ExpectedBytes => Weights().Sum(weight => weight.Value.numel() * weight.Value.ElementSize);

    /// <summary>A new adapter of the policy.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage's place in the run.</param>
    /// <param name="index">Tells the stage's adapters apart.</param>
    public LoraAdapter NewAdapter(LoraConfig config, long seed, int stage, int index)
    {
        var adapter = LoraAdapter.Create(Policy, config.ToOptions(), seed, (stage * AdaptersPerStage) + index);
        _adapted = [.. adapter.Projections];
        return adapter;
    }

    /// <summary>From now on passes outside training go through <paramref name="adapter"/>. Inside a writer's lease, or where no reader can be.</summary>
    public void Serve(LoraAdapter adapter) => Policy.UseAdapter(adapter);

    /// <summary>Adds an adapter to the policy's own weights for good and takes all adapters out of use.</summary>
    public void Merge(LoraAdapter adapter)
    {
        if (_leavesReference)
        {
            _state.RenewReference();
        }
        using var lease = _state.Weights.Write();
        Policy.UseAdapter(null);
        using var merge = LoraMerge.Apply(Policy, adapter);
        lease.Changed();
    }

    /// <inheritdoc/>
    public void Write(Stream output)
    {
        using var lease = _state.Weights.Read();
        SafetensorsWriter.Write(output, Weights());
    }

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var lease = _state.Weights.Write();
        TensorFile.Fill(path, Weights());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Policy.UseAdapter(null);
        SetTrainable(true);
    }

    private Dictionary<string, Tensor> Weights()
    {
        var all = Policy.state_dict();
        return _adapted.ToDictionary(name => $"{name}.weight", name => all[$"{name}.weight"]);
    }

    private void SetTrainable(bool trainable)
    {
        foreach (var parameter in Policy.parameters())
        {
            parameter.requires_grad_(trainable);
        }
    }
}
