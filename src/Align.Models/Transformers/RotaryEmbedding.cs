namespace Align.Models.Transformers;

/// <summary>Turns pairs of features by their position (Su et al. 2021, arXiv:2104.09864), pairing feature i with i + D/2 as the published weights do.</summary>
/// <remarks>The angles are tabulated once, up to the longest position seen, so that a position has the same bits in every batch.</remarks>
internal sealed class RotaryEmbedding : IDisposable
{
    private const int SmallestTable = 64;
    private readonly float[] _frequencies;
    private readonly int _maxPositions;
    private readonly Lock _lock = new();
    private Table? _table;

    public RotaryEmbedding(TransformerConfig config)
    {
        _frequencies = RopeFrequencies.Compute(config);
        _maxPositions = config.MaxPositionEmbeddings;
    }

    /// <summary>cos and signed sin of the positions, each [.., D] in <paramref name="dtype"/>.</summary>
    /// <param name="positions">int64 [N, T], in [0, <paramref name="limit"/>).</param>
    /// <param name="limit">Above every position.</param>
    /// <param name="dtype">The dtype of the queries.</param>
    public (Tensor Cos, Tensor Sin) At(Tensor positions, int limit, ScalarType dtype)
    {
        var table = TableFor(limit, positions.device, dtype);
        var flat = positions.reshape(-1);
        long[] shape = [positions.shape[0], positions.shape[1], table.Cos.shape[1]];
        return (table.Cos.index_select(0, flat).view(shape), table.Sin.index_select(0, flat).view(shape));
    }

    /// <summary>Turns <paramref name="heads"/> [.., D]; <paramref name="cos"/> and <paramref name="sin"/> broadcast to it.</summary>
    public static Tensor Turn(Tensor heads, Tensor cos, Tensor sin)
    {
        var half = heads.shape[^1] / 2;
        // (−x₂, x₁)·sin, with the sign in the table.
        var swapped = torch.cat([heads.narrow(-1, half, half), heads.narrow(-1, 0, half)], -1);
        return heads.mul(cos).add(swapped.mul(sin));
    }

    public void Dispose() => _table?.Dispose();

    private Table TableFor(int limit, torch.Device device, ScalarType dtype)
    {
        lock (_lock)
        {
            if (_table is { } table && table.Serves(limit, device, dtype)) return table;
            var rows = (int)Math.Min(_maxPositions, Math.Max(SmallestTable, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)limit)));
            // The table before this one may still be read by another thread; the collector frees it.
            return _table = Table.Create(_frequencies, rows, device, dtype);
        }
    }

    private sealed record Table(Tensor Cos, Tensor Sin) : IDisposable
    {
        public static Table Create(float[] frequencies, int rows, torch.Device device, ScalarType dtype)
        {
            using var noGrad = torch.no_grad();
            using var scope = torch.NewDisposeScope();
            var (cos, sin) = RopeFrequencies.Table(frequencies, rows);
            var halfCos = torch.tensor(cos, [rows, frequencies.Length]);
            var halfSin = torch.tensor(sin, [rows, frequencies.Length]);
            var wideCos = torch.cat([halfCos, halfCos], -1).to(dtype, device);
            var wideSin = torch.cat([halfSin.neg(), halfSin], -1).to(dtype, device);
            return new Table(wideCos.DetachFromDisposeScope(), wideSin.DetachFromDisposeScope());
        }

        public bool Serves(int limit, torch.Device device, ScalarType dtype) =>
            Cos.shape[0] >= limit && Cos.dtype == dtype && Cos.device_type == device.type && Cos.device_index == device.index;

        public void Dispose()
        {
            Cos.Dispose();
            Sin.Dispose();
        }
    }
}
