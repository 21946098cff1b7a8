using Align.Core;

namespace Align.Models.Generation;

/// <summary>Draws one token from a row of logits by the inverse of the distribution function, in double precision and in the order of the ids.</summary>
/// <remarks>The token depends on the logits and one uniform number, and on nothing else. Holds scratch space; not safe for concurrent use.</remarks>
internal sealed class TokenSampler
{
    private readonly SamplingOptions _options;
    private readonly double[] _weights;
    private readonly int[] _order;

    public TokenSampler(SamplingOptions options, int vocabSize)
    {
        _options = options;
        _weights = new double[vocabSize];
        _order = new int[options.TopK > 0 || options.TopP < 1 ? vocabSize : 0];
    }

    /// <summary>Draws a token.</summary>
    /// <param name="logits">V values; −∞ excludes a token.</param>
    /// <param name="stream">Gives one uniform number, unless greedy.</param>
    /// <param name="token">The token, where the logits are sound.</param>
    /// <returns>False where a logit is NaN or +∞, or none is finite.</returns>
    public bool TrySample(ReadOnlySpan<float> logits, RandomStream stream, out SampledToken token)
    {
        token = default;
        if (!TryArgMax(logits, out var best)) return false;
        var temperature = _options.IsGreedy ? 1 : _options.Temperature;
        var total = FillWeights(logits, logits[best], temperature);
        var entropy = (float)(Math.Log(total) - (WeightedSum(logits, logits[best], temperature) / total));
        if (_options.IsGreedy)
        {
            token = new SampledToken(best, (float)-Math.Log(total), 0, entropy);
            return true;
        }
        Truncate(logits, total);
        var (id, kept) = Draw(stream.NextDouble());
        token = new SampledToken(id, (float)(((logits[id] - (double)logits[best]) / temperature) - Math.Log(total)), (float)Math.Log(_weights[id] / kept), entropy);
        return true;
    }

    private static bool TryArgMax(ReadOnlySpan<float> logits, out int best)
    {
        best = 0;
        for (var id = 0; id < logits.Length; id++)
        {
            if (float.IsNaN(logits[id]) || float.IsPositiveInfinity(logits[id])) return false;
            if (logits[id] > logits[best]) best = id;
        }
        return float.IsFinite(logits[best]);
    }

    // exp((logit − largest) / temperature): the likeliest token weighs 1.
    private double FillWeights(ReadOnlySpan<float> logits, double largest, double temperature)
    {
        var total = 0.0;
        for (var id = 0; id < logits.Length; id++) total += _weights[id] = Math.Exp((logits[id] - largest) / temperature);
        return total;
    }

    // Σ w x over x = (logit − largest) / temperature, with 0 for what is excluded: H = log Σ w − Σ w x / Σ w.
    private double WeightedSum(ReadOnlySpan<float> logits, double largest, double temperature)
    {
        var sum = 0.0;
        for (var id = 0; id < logits.Length; id++)
            if (_weights[id] > 0) sum += _weights[id] * ((logits[id] - largest) / temperature);
        return sum;
    }

    private void Truncate(ReadOnlySpan<float> logits, double total)
    {
        if (_order.Length > 0) TruncateTail(logits, total);
        if (_options.MinP <= 0) return;
        for (var id = 0; id < _weights.Length; id++)
            if (_weights[id] < _options.MinP) _weights[id] = 0;
    }

    // Top-k, then the nucleus of what is left, renormalised; the likeliest token always stays.
    private void TruncateTail(ReadOnlySpan<float> logits, double total)
    {
        SortByWeight(logits);
        var kept = _options.TopK > 0 ? Math.Min(_options.TopK, _order.Length) : _order.Length;
        if (_options.TopP < 1)
        {
            var mass = kept == _order.Length ? total : SumOfFirst(kept);
            kept = NucleusSize(kept, _options.TopP * mass);
        }
        foreach (var id in _order.AsSpan(kept)) _weights[id] = 0;
    }

    private void SortByWeight(ReadOnlySpan<float> logits)
    {
        Span<float> keys = logits.Length <= 1024 ? stackalloc float[logits.Length] : new float[logits.Length];
        for (var id = 0; id < logits.Length; id++) (keys[id], _order[id]) = (-logits[id], id);
        // Equal logits must come in the order of their ids, which an unstable sort does not promise.
        keys.Sort(_order.AsSpan());
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            _order.AsSpan(start, end - start).Sort();
            start = end;
        }
    }

    private double SumOfFirst(int count)
    {
        var sum = 0.0;
        foreach (var id in _order.AsSpan(0, count)) sum += _weights[id];
        return sum;
    }

    private int NucleusSize(int atMost, double mass)
    {
        var sum = 0.0;
        for (var size = 1; size < atMost; size++)
        {
            sum += _weights[_order[size - 1]];
            if (sum >= mass) return size;
        }
        return atMost;
    }

    private (int Id, double Kept) Draw(double uniform)
    {
        var kept = 0.0;
        foreach (var weight in _weights) kept += weight;
        var (target, sum, last) = (uniform * kept, 0.0, 0);
        for (var id = 0; id < _weights.Length; id++)
        {
            if (_weights[id] <= 0) continue;
            last = id;
            sum += _weights[id];
            if (sum > target) break;
        }
        return (last, kept);
    }
}

/// <summary>A drawn token.</summary>
/// <param name="Id">Its id.</param>
/// <param name="LogProb">Before truncation, nats.</param>
/// <param name="ProcessedLogProb">After truncation, nats.</param>
/// <param name="Entropy">Before truncation, nats.</param>
internal readonly record struct SampledToken(int Id, float LogProb, float ProcessedLogProb, float Entropy);
