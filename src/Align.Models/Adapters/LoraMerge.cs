using Align.Models.Transformers;

namespace Align.Models.Adapters;

/// <summary>An adapter's update added to the model's own weights, and the weights from before, for as long as they are wanted.</summary>
public sealed class LoraMerge : IDisposable
{
    private readonly List<(Tensor Weight, Tensor Original)> _originals = [];

    private LoraMerge()
    {
    }

    /// <summary>Adds ΔW to every adapted projection, in the wider of the two types, rounded once. No adapter may be in use, or it would count twice.</summary>
    /// <param name="model">Its weights change; whoever shares them must not be reading.</param>
    /// <param name="adapter">Unchanged, and not put into use.</param>
    /// <exception cref="InvalidOperationException">An adapter is in use.</exception>
    public static LoraMerge Apply(DecoderTransformer model, LoraAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(adapter);
        if (model.Adapter is not null) throw new InvalidOperationException("an adapter is in use; take it out with UseAdapter(null) before weights are merged");
        var merge = new LoraMerge();
        using var noGrad = torch.no_grad();
        var adapted = adapter.Projections.ToHashSet(StringComparer.Ordinal);
        foreach (var projection in model.Projections.Where(projection => adapted.Contains(projection.Name))) merge.Add(projection, adapter);
        return merge;
    }

    /// <summary>Puts the weights from before back, to the bit.</summary>
    /// <exception cref="ObjectDisposedException">They were freed.</exception>
    public void Undo()
    {
        ObjectDisposedException.ThrowIf(_originals.Count == 0, this);
        using var noGrad = torch.no_grad();
        foreach (var (weight, original) in _originals) weight.copy_(original);
    }

    /// <summary>Frees the weights from before; the merged ones stay.</summary>
    public void Dispose()
    {
        _originals.ForEach(pair => pair.Original.Dispose());
        _originals.Clear();
    }

    private void Add(AdaptableLinear projection, LoraAdapter adapter)
    {
        var weight = projection.Linear.weight;
        _originals.Add((weight, weight.detach().clone().DetachFromDisposeScope()));
        using var scope = torch.NewDisposeScope();
        var delta = adapter.Delta(projection.Name);
        weight.copy_(weight.to(delta.dtype).add(delta));
    }
}
