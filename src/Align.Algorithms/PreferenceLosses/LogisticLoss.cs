namespace Align.Algorithms.PreferenceLosses;

/// <summary>The logistic loss −log σ(z) = max(0, −z) + log1p(e^−|z|), finite for every finite z. log(sigmoid(z)) is −∞ below −88 in float32.</summary>
public static class LogisticLoss
{
    /// <summary>−log σ(z), element by element, at least 0; gradient −σ(−z).</summary>
    /// <param name="logits">z, floating point, any shape; gradients flow.</param>
    public static Tensor Of(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using var value = torch.nn.functional.logsigmoid(logits);
        return -value;
    }

    /// <summary>−(1 − ε)·log σ(z) − ε·log σ(−z): the label is wrong with probability ε. Unbounded in both directions of z for ε above 0.</summary>
    /// <param name="logits">z, floating point, any shape; gradients flow.</param>
    /// <param name="labelSmoothing">ε, from 0 to 1.</param>
    public static Tensor Smoothed(Tensor logits, double labelSmoothing)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (labelSmoothing == 0)
        {
            return Of(logits);
        }
        using var scope = torch.NewDisposeScope();
        return ((Of(logits) * (1 - labelSmoothing)) + (Of(-logits) * labelSmoothing)).MoveToOuterDisposeScope();
    }
}
