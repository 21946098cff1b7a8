using Align.Algorithms.Advantages;

namespace Align.Testing;

/// <summary>A law of advantage estimators. Those there are: the members of <see cref="AdvantageLaws"/>.</summary>
public sealed class AdvantageLaw
{
    private readonly Func<IAdvantageEstimator, AdvantageBatch, LawOptions, string?> _breach;

    internal AdvantageLaw(Law law, Func<IAdvantageEstimator, AdvantageBatch, LawOptions, string?> breach) => (Law, _breach) = (law, breach);

    /// <summary>Name, statement, condition and source.</summary>
    public Law Law { get; }

    internal Func<AdvantageTraits, string?> Exempts { get; init; } = static _ => null;

    /// <summary>Throws where the estimator breaks this law on this batch. The code of a counter-example calls it.</summary>
    /// <param name="estimator">Any estimator; its traits are not asked.</param>
    /// <param name="batch">Any batch.</param>
    /// <param name="options">Tolerances; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The law is broken; the message has the numbers.</exception>
    public void Verify(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(batch);
        if (_breach(estimator, batch, options ?? new LawOptions()) is { } breach)
        {
            throw new InvalidOperationException($"{Law.Name}: {Law.Statement} {breach}");
        }
    }

    internal LawOutcome Run(IAdvantageEstimator estimator, LawOptions options)
    {
        if (Exempts(estimator.Traits) is { } reason)
        {
            return new LawOutcome(Law, LawVerdict.NotApplicable, 0) { Reason = reason };
        }
        return new LawTrial<AdvantageExample>
        {
            Law = Law,
            Edges = AdvantageGenerators.Edges(estimator.Traits),
            Inputs = AdvantageGenerators.Batches(estimator.Traits),
            Breach = example => _breach(estimator, example.ToBatch(), options),
            Code = (example, breach) => Code(estimator, example, breach),
        }.Run(options);
    }

    private string Code(IAdvantageEstimator estimator, AdvantageExample example, string breach)
    {
        var batch = example.ToBatch();
        var text = LiteralCode.Opening(Law, breach)
            .AppendLine($"var estimator = {LiteralCode.New(estimator)};")
            .AppendLine("var batch = new AdvantageBatch").AppendLine("{")
            .AppendLine($"    Rewards = {LiteralCode.List(batch.Rewards)},")
            .AppendLine($"    Groups = {LiteralCode.List(batch.Groups)},")
            .AppendLine($"    Lengths = {LiteralCode.List(batch.Lengths)},");
        if (!batch.GreedyRewards.IsDefault)
        {
            text.AppendLine($"    GreedyRewards = {LiteralCode.List(batch.GreedyRewards)},");
        }
        return text.AppendLine("};").AppendLine($"AdvantageLaws.{Law.Name}.Verify(estimator, batch);").ToString();
    }
}
