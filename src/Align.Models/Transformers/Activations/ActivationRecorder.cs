namespace Align.Models.Transformers.Activations;

/// <summary>Takes down what happens inside one pass over a <see cref="CompletionBatch"/>, at the positions that score its completion tokens.</summary>
/// <remarks>
/// Column c of everything recorded belongs to the position that predicts completion token c, as in <see cref="DecoderTransformer.CompletionHiddenStates(CompletionBatch, ActivationRecorder?)"/>.
/// Activations are kept as the mean over their hidden units, which is all that MaPO's mask reads: a few numbers a token instead of thousands.
/// What is kept carries no gradient. A recorder serves one pass, and owns its tensors.
/// </remarks>
/// <param name="groups">Whose unit means are kept.</param>
/// <param name="keepBlockOutputs">Whether each block's whole output is kept, as the mask modules of SparsePO read them.</param>
public sealed class ActivationRecorder(ActivationGroup groups, bool keepBlockOutputs) : IDisposable
{
    private readonly List<(ActivationGroup Group, string Name, Tensor Means)> _unitMeans = [];
    private readonly List<Tensor> _blockOutputs = [];
    private (long Start, long Length)? _columns;

    /// <summary>The outputs of blocks 1 to L, without the embedding, [N, C, H] each; empty where they are not kept.</summary>
    public IReadOnlyList<Tensor> BlockOutputs => _blockOutputs;

    /// <summary>The places recorded, in the order of the pass, such as <c>attn.0.q</c>.</summary>
    public IEnumerable<string> Names => _unitMeans.Select(entry => entry.Name);

    /// <summary>The means over hidden units of a group's activations, float32 or float64 [N, C], one for each place; empty where the group is not kept.</summary>
    public IReadOnlyList<Tensor> UnitMeans(ActivationGroup group) => [.. _unitMeans.Where(entry => entry.Group == group).Select(entry => entry.Means)];

    /// <summary>Frees what was kept.</summary>
    public void Dispose()
    {
        _unitMeans.ForEach(entry => entry.Means.Dispose());
        _blockOutputs.ForEach(output => output.Dispose());
        _unitMeans.Clear();
        _blockOutputs.Clear();
    }

    internal void Begin(CompletionBatch batch)
    {
        if (_columns is not null) throw new InvalidOperationException("a recorder serves one pass; make another");
        // The last prompt token scores the first completion token.
        _columns = (batch.PromptLength - 1, batch.CompletionLength);
    }

    /// <param name="group">Where it belongs; ignored unless it is kept.</param>
    /// <param name="name">The place.</param>
    /// <param name="activation">[N, P + C, …]; further dimensions are hidden units. Shorter than that only for the mean of the logits, which is [N, C, 1].</param>
    internal void Record(ActivationGroup group, string name, Tensor activation)
    {
        if (!groups.HasFlag(group)) return;
        using var scope = torch.NewDisposeScope();
        var units = Completion(activation.detach()).flatten(2);
        var means = units.mean([-1L], type: units.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32);
        _unitMeans.Add((group, name, means.DetachFromDisposeScope()));
    }

    internal void RecordBlockOutput(Tensor output)
    {
        if (!keepBlockOutputs) return;
        using var scope = torch.NewDisposeScope();
        _blockOutputs.Add(Completion(output.detach()).clone().DetachFromDisposeScope());
    }

    private Tensor Completion(Tensor whole)
    {
        var (start, length) = _columns ?? throw new InvalidOperationException("the pass has not begun");
        return whole.shape[1] == length ? whole : whole.narrow(1, start, length);
    }
}
