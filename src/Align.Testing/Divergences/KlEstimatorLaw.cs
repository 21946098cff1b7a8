namespace Align.Testing;

/// <summary>A law of per-token KL estimators. Those there are: the members of <see cref="KlEstimatorLaws"/>.</summary>
public sealed class KlEstimatorLaw
{
    private readonly Func<Func<Tensor, Tensor>, KlEstimatorTraits, Tensor, LawOptions, string?> _breach;

    internal KlEstimatorLaw(Law law, Func<Func<Tensor, Tensor>, KlEstimatorTraits, Tensor, LawOptions, string?> breach) => (Law, _breach) = (law, breach);

    /// <summary>Name, statement, condition and source.</summary>
    public Law Law { get; }

    internal ScalarType Type { get; init; } = ScalarType.Float64;

    internal bool Extreme { get; init; }

    internal Func<KlEstimatorTraits, string?> Exempts { get; init; } = static _ => null;

    /// <summary>Throws where the estimator breaks this law at these log-ratios. The code of a counter-example calls it.</summary>
    /// <param name="estimator">From log-ratios to estimates, element by element.</param>
    /// <param name="logRatios">x = log π − log π_ref, nats, any shape; not changed.</param>
    /// <param name="traits">What it promises; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The law is broken; the message has the numbers.</exception>
    public void Verify(Func<Tensor, Tensor> estimator, Tensor logRatios, KlEstimatorTraits? traits = null)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(logRatios);
        using var scope = torch.NewDisposeScope();
        if (_breach(estimator, traits ?? new KlEstimatorTraits(), logRatios, new LawOptions()) is { } breach)
        {
            throw new InvalidOperationException($"{Law.Name}: {Law.Statement} {breach}");
        }
    }

    internal LawOutcome Run(Func<Tensor, Tensor> estimator, KlEstimatorTraits traits, string name, LawOptions options)
    {
        if (Exempts(traits) is { } reason)
        {
            return new LawOutcome(Law, LawVerdict.NotApplicable, 0) { Reason = reason };
        }
        return new LawTrial<KlExample>
        {
            Law = Law,
            Edges = KlGenerators.Edges(Type, Extreme),
            Inputs = KlGenerators.LogRatios(Type, Extreme),
            Breach = example =>
            {
                using var scope = torch.NewDisposeScope();
                return _breach(estimator, traits, example.ToTensor(), options);
            },
            Code = (example, breach) => Code(example, breach, name),
        }.Run(options);
    }

    private string Code(KlExample example, string breach, string name)
    {
        using var scope = torch.NewDisposeScope();
        return LiteralCode.Opening(Law, breach)
            .AppendLine("using var scope = torch.NewDisposeScope();")
            .AppendLine($"var logRatios = {LiteralCode.Of(example.ToTensor())};")
            .AppendLine($"KlEstimatorLaws.{Law.Name}.Verify({name}, logRatios);")
            .ToString();
    }
}
