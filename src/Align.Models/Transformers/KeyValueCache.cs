namespace Align.Models.Transformers;

/// <summary>The keys and values of the tokens that a batch of sequences has read so far. No gradients.</summary>
/// <remarks>Tensors are [N, K, capacity, D], one pair a layer; all rows have the same length, padding included. Not safe for concurrent use.</remarks>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <summary>An empty cache.</summary>
    /// <param name="config">The transformer's shape.</param>
    /// <param name="rows">N, the sequences.</param>
    /// <param name="capacity">The most tokens a sequence may have, padding included.</param>
    /// <param name="dtype">The model's dtype.</param>
    /// <param name="device">The model's device; <see langword="null"/> for the CPU.</param>
    public KeyValueCache(TransformerConfig config, long rows, long capacity, ScalarType dtype, torch.Device? device = null)
        : this(config is null ? throw new ArgumentNullException(nameof(config)) : config.NumHiddenLayers, [rows, config.NumKeyValueHeads, capacity, config.HeadDim], dtype, device)
    {
    }

    private KeyValueCache(int layers, long[] shape, ScalarType dtype, torch.Device? device)
    {
        Capacity = shape[2];
        _keys = NewTensors();
        _values = NewTensors();

        Tensor[] NewTensors() => [.. Enumerable.Range(0, layers).Select(_ => torch.empty(shape, dtype: dtype, device: device).DetachFromDisposeScope())];
    }

    /// <summary>The most tokens a sequence may have.</summary>
    public long Capacity { get; }

    /// <summary>The tokens that each sequence has.</summary>
    public long Length { get; private set; }

    /// <summary>The sequences, N.</summary>
    public long Rows => _keys[0].shape[0];

    /// <summary>A new cache of chosen rows, in the given order; a row may be chosen more than once.</summary>
    /// <param name="rows">int64 [M] on the cache's device.</param>
    /// <param name="capacity">The new cache's capacity; at least <see cref="Length"/>.</param>
    public KeyValueCache Select(Tensor rows, long capacity)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Length);
        using var scope = torch.NewDisposeScope();
        var shape = _keys[0].shape;
        var chosen = new KeyValueCache(_keys.Length, [rows.shape[0], shape[1], capacity, shape[3]], _keys[0].dtype, _keys[0].device);
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            chosen._keys[layer].narrow(2, 0, Length).copy_(_keys[layer].narrow(2, 0, Length).index_select(0, rows));
            chosen._values[layer].narrow(2, 0, Length).copy_(_values[layer].narrow(2, 0, Length).index_select(0, rows));
        }
        chosen.Length = Length;
        return chosen;
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values)) tensor.Dispose();
    }

    /// <summary>Adds the new tokens' keys and values [N, K, T, D] to a layer and gives back all of them [N, K, Length + T, D].</summary>
    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        var count = keys.shape[2];
        if (Length + count > Capacity)
            throw new InvalidOperationException($"the cache holds {Length} tokens and has room for {Capacity}; {count} more do not fit");
        _keys[layer].narrow(2, Length, count).copy_(keys);
        _values[layer].narrow(2, Length, count).copy_(values);
        return (_keys[layer].narrow(2, 0, Length + count), _values[layer].narrow(2, 0, Length + count));
    }

    /// <summary>Counts tokens that every layer has received.</summary>
    internal void Advance(long count) => Length += count;
}
