namespace Align.Models.Adapters;

/// <summary>What an adapter in use adds to one projection: scale · B (g ∘ A dropout(x)). Owns nothing.</summary>
/// <param name="Factors">A and B.</param>
/// <param name="Scale">α / r.</param>
/// <param name="RankGains">g, [r], one factor a rank; gradients flow. <see langword="null"/>: all 1.</param>
/// <param name="Noise">Dropout; <see langword="null"/> outside training.</param>
internal sealed record LowRankUpdate(LowRankFactors Factors, double Scale, Tensor? RankGains, DropoutNoise? Noise)
{
    /// <param name="input">[…, in] in the model's dtype.</param>
    /// <returns>[…, out] in the model's dtype.</returns>
    public Tensor Apply(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var read = input.to(Factors.A.dtype);
        if (Noise is not null) read = Noise.Apply(read);
        var narrow = nn.functional.linear(read, Factors.A);
        if (RankGains is not null) narrow = narrow.mul(RankGains);
        return nn.functional.linear(narrow, Factors.B).mul(Scale).to(input.dtype).MoveToOuterDisposeScope();
    }
}
