namespace Align.Algorithms.PreferenceLosses;

/// <summary>−log σ(z) = max(0, −z) + log1p(e^−|z|), finite for every finite z. log(sigmoid(z)) is −∞ below −88 in float32.</summary>
public static class LogSigmoid
{
    /// <summary>−log σ(z), element by element, at least 0; gradient −σ(−z).</summary>
    /// <param name="logits">z, floating point, any shape; gradients flow.</param>
    public static Tensor Negative(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using var value = torch.nn.functional.logsigmoid(logits);
        return -value;
    }
}
