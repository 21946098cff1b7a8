using Align.Core;

namespace Align.Models.Adapters;

/// <summary>Inverted dropout whose masks come from one of the run's streams: the same stream gives the same masks in the same passes.</summary>
internal sealed class DropoutNoise : IDisposable
{
    private readonly double _probability;
    private readonly torch.Generator _generator;
    private readonly torch.Device _device;

    public DropoutNoise(double probability, RandomStream stream, torch.Device device)
    {
        _probability = probability;
        _device = device;
        _generator = new torch.Generator(stream.NextUInt64(), device);
    }

    /// <summary>Zeroes elements with the probability and scales the rest by 1 / (1 − p).</summary>
    public Tensor Apply(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var kept = torch.rand(input.shape, dtype: ScalarType.Float32, device: _device, generator: _generator).ge(_probability);
        return input.div(1 - _probability).masked_fill(kept.logical_not(), 0).MoveToOuterDisposeScope();
    }

    public void Dispose() => _generator.Dispose();
}
