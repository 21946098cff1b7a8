using Align.Algorithms.Masking;
using Align.Algorithms.SupervisedLosses;

namespace Align.Training.Learning;

/// <summary>Adds up what a step of fine-tuning shows beside its loss, where the loss itself does not tell how good the fit is.</summary>
internal sealed class SupervisedStatistics
{
    private double _negativeLogProbs;
    private double _divergence;
    private bool _hasDivergence;
    private long _tokens;

    /// <summary>Takes down the tokens of a micro-batch.</summary>
    public void Add(SupervisedTokens tokens)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        _negativeLogProbs -= Total(tokens.LogProbs, tokens.Mask);
        _divergence += tokens.ReferenceKl is { } divergence ? Total(divergence, tokens.Mask) : 0;
        _hasDivergence |= tokens.ReferenceKl is not null;
        _tokens += tokens.Mask.sum().item<long>();
    }

    /// <summary>The metrics with these among them.</summary>
    public IReadOnlyDictionary<string, double> AddTo(IReadOnlyDictionary<string, double> metrics)
    {
        var all = new Dictionary<string, double>(metrics) { ["nll"] = _negativeLogProbs / Math.Max(1, _tokens) };
        if (_hasDivergence)
        {
            all["reference_kl"] = _divergence / Math.Max(1, _tokens);
        }
        return all;
    }

    private static double Total(Tensor values, Tensor mask) => MaskedReduction.Sum(values, mask).to(ScalarType.Float64).item<double>();
}
