using Align.Algorithms.PreferenceLosses;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Adds up what a step shows token by token: divergence, and the weights where there are any.</summary>
internal sealed class TokenMetrics
{
    private readonly Dictionary<string, (double Sum, double Count)> _means = [];

    /// <summary>Whether a mask was 0 on every response token of the step.</summary>
    /// <param name="mask"><c>mask_u</c> or <c>mask_d</c>.</param>
    public bool IsZero(string mask) => _means.TryGetValue($"sparsepo/{mask}/zero_fraction", out var zero) && zero.Count > 0 && zero.Sum >= zero.Count;

    /// <summary>Takes down a micro-batch.</summary>
    /// <param name="micro">Its rows.</param>
    /// <param name="tokens">Their token-level quantities.</param>
    public void Add(PreferenceMicroBatch micro, ResponseTokens tokens)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var mask = tokens.Mask;
        AddSides("sequence_kl", tokens.ReferenceKl, mask, micro.ChosenRows);
        if (tokens.RewardWeights is not { } reward)
        {
            return;
        }
        var slots = SlotMask.Of(micro);
        AddMask("mask_u", reward, mask, slots);
        if (tokens.KlWeights is { } kl)
        {
            AddMask("mask_d", kl, mask, slots);
        }
        AddSides("sparsepo/masked_kl", tokens.ReferenceKl * (tokens.KlWeights ?? reward), mask, micro.ChosenRows);
    }

    /// <summary>The metrics in the order of the log.</summary>
    public void AddTo(IDictionary<string, double> metrics)
    {
        foreach (var (name, (sum, count)) in _means.Where(mean => mean.Value.Count > 0))
        {
            metrics[name] = sum / count;
        }
    }

    private void AddMask(string name, Tensor weights, Tensor mask, Tensor? slots)
    {
        AddMean($"sparsepo/{name}/zero_fraction", weights.eq(0), mask);
        AddMean($"sparsepo/{name}/mean", weights, mask);
        Add($"sparsepo/{name}/l1", Sum(weights.abs(), mask), mask.shape[0]);
        if (slots is not null)
        {
            AddMean($"sparsepo/{name}/slot_mean", weights, mask.logical_and(slots));
            AddMean($"sparsepo/{name}/other_mean", weights, mask.logical_and(slots.logical_not()));
        }
    }

    // A mean over responses of the sum over their tokens, for each side.
    private void AddSides(string name, Tensor values, Tensor mask, long chosenRows)
    {
        var rejectedRows = mask.shape[0] - chosenRows;
        Add($"{name}/chosen", Sum(values.narrow(0, 0, chosenRows), mask.narrow(0, 0, chosenRows)), chosenRows);
        Add($"{name}/rejected", Sum(values.narrow(0, chosenRows, rejectedRows), mask.narrow(0, chosenRows, rejectedRows)), rejectedRows);
    }

    private void AddMean(string name, Tensor values, Tensor mask) => Add(name, Sum(values, mask), mask.sum().item<long>());

    private void Add(string name, double sum, double count)
    {
        var (formerSum, formerCount) = _means.GetValueOrDefault(name);
        _means[name] = (formerSum + sum, formerCount + count);
    }

    private static double Sum(Tensor values, Tensor mask) => values.to(ScalarType.Float64).masked_select(mask).sum().item<double>();
}
