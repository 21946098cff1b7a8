using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses;

/// <summary>Numbers worked by hand. softplus(x) = ln(1 + e^x).</summary>
public sealed class PreferenceLossExampleTests
{
    /// <summary>One pair: ρ_w = 1 over 2 tokens, ρ_l = −1 over 4, D = 2; p_w = −4, p_l = −6.</summary>
    private static PreferenceBatch Pair() => PreferenceSample.Pairs(
        PreferenceSample.Side([-4], [-5], 2), PreferenceSample.Side([-6], [-5], 4)) with
    { RewardMargins = Sample.Vector(1) };

    public static TheoryData<string, double> Values => new()
    {
        { "dpo: softplus(−0.5·2)", 0.31326168751822286 },
        { "cdpo: 0.8·softplus(−1) + 0.2·softplus(1)", 0.5132616875182229 },
        { "robust: (0.75·softplus(−1) − 0.25·softplus(1))/0.5", -0.18673831248177708 },
        { "hinge: max(0, 1 − 0.25·2)", 0.5 },
        { "ipo: (2 − 1/(2·0.5))²", 1 },
        { "ipo_averaged: (1/2 + 1/4 − 1/(2·0.5))²", 0.0625 },
        { "exo_pair: 0.731059·(−0.313262 − ln 0.9) + 0.268941·(−1.313262 − ln 0.1)", 0.11408210766749785 },
        { "nca_pair: r = ±0.5: softplus(−0.5) + (softplus(0.5) + softplus(−0.5))/2", 1.1981539683602134 },
        { "bco_pair: 2·softplus(−0.5)", 0.9481539683602134 },
        { "sppo_hard: (1 − 2)² + (−1 + 2)²", 2 },
        { "apo_zero: 2·(1 − sigmoid(0.5))", 0.7550813375962908 },
        { "apo_down: sigmoid(0.5) + 1 − sigmoid(1)", 0.8914007525718496 },
        { "discopop: m = sigmoid(1/0.5): (1 − m)·softplus(−1) + m/e", 0.3613688453416944 },
        { "sigmoid_norm: softplus(−0.5·(1/2 + 1/4))", 0.52312326413984 },
        { "simpo: softplus(−2·(−4/2 + 6/4 − 0.25))", 1.7014132779827524 },
        { "simpo hinge: 1 + 1.5", 2.5 },
        { "dpop: p_w above q_w, so DPO", 0.31326168751822286 },
        { "cpo: softplus(−0.5·(−4 + 6)) + 4/2", 2.313261687518223 },
        { "orpo: log odds −1.854587 − (−1.247518) = −0.607069: 4/2 + 0.5·softplus(0.607069)", 2.5210289039635674 },
        { "madpo: c = 0.5 + 1.5/(1 + 2/e) = 1.364175, w = sigmoid(c)/sigmoid(1) = 1.089430", 0.341276814145107 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void The_loss_of_a_pair_is_what_the_equation_gives(string working, double expected)
    {
        using var scope = torch.NewDisposeScope();
        Sample.Close([expected], Sample.Values(PreferenceSample.PerExample(Loss(working.Split(':')[0]), Pair())));
    }

    private static IPreferenceLoss Loss(string name) => name switch
    {
        "dpo" => new DpoLoss { Beta = 0.5 },
        "cdpo" => new CdpoLoss { Beta = 0.5, LabelSmoothing = 0.2 },
        "robust" => new RobustDpoLoss { Beta = 0.5, LabelSmoothing = 0.25 },
        "hinge" => new HingeLoss { Beta = 0.25 },
        "ipo" => new IpoLoss { Beta = 0.5 },
        "ipo_averaged" => new IpoAveragedLoss { Beta = 0.5 },
        "exo_pair" => new ExoPairLoss { Beta = 0.5, LabelSmoothing = 0.1 },
        "nca_pair" => new NcaPairLoss { Beta = 0.5 },
        "bco_pair" => new BcoPairLoss { Beta = 0.5 },
        "sppo_hard" => new SppoHardLoss { Beta = 0.25 },
        "apo_zero" => new ApoZeroLoss { Beta = 0.5 },
        "apo_down" => new ApoDownLoss { Beta = 0.5 },
        "discopop" => new DiscoPopLoss { Beta = 0.5, DiscopopTau = 0.5 },
        "sigmoid_norm" => new SigmoidNormLoss { Beta = 0.5 },
        "simpo" => new SimpoLoss(),
        "simpo hinge" => new SimpoLoss { LossType = SimpoLink.Hinge },
        "dpop" => new DpopLoss { Beta = 0.5, Lambda = 3 },
        "cpo" => new CpoLoss { Beta = 0.5 },
        "orpo" => new OrpoLoss { Beta = 0.5 },
        "madpo" => new MadpoLoss { Beta = 0.5, Tau = 2 },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such example."),
    };

    [Fact]
    public void Dpop_takes_a_drop_of_the_chosen_response_from_the_margin()
    {
        using var scope = torch.NewDisposeScope();
        // ρ_w = −1, ρ_l = −3: D = 2, drop 1: z = 0.5·(2 − 3·1) = −0.5, softplus(0.5). Active: ∂p_w = −β(1 + λ)·sigmoid(0.5), ∂p_l = β·sigmoid(0.5).
        var batch = PreferenceSample.Pairs(PreferenceSample.Side([-6], [-5]), PreferenceSample.Side([-8], [-5]));
        var loss = PreferenceSample.PerExample(new DpopLoss { Beta = 0.5, Lambda = 3 }, batch);
        Sample.Close(0.9740769841801067, Sample.Value(loss));
        loss.backward();
        Sample.Close(-2 * 0.6224593312018546, Sample.Value(batch.Chosen.LogProbs.grad!));
        Sample.Close(0.5 * 0.6224593312018546, Sample.Value(batch.Rejected.LogProbs.grad!));
    }

    [Fact]
    public void Cpos_likelihood_is_a_mean_over_the_tokens_of_the_step()
    {
        using var scope = torch.NewDisposeScope();
        // −(−4 − 2)/(2 + 1) = 2, whatever the number of responses; half the step holds one response: 4·2/3 over 2 examples.
        var chosen = PreferenceSample.Side([-4, -2], [0, 0], 2, 1);
        var counts = new PreferenceCounts(2, 3, 0);
        Sample.Close(2, Sample.Value(PreferenceAggregation.Reduce(TokenMeanNll.PerExample(chosen, counts), counts)));
        Sample.Close([8 / 3.0, 4 / 3.0], Sample.Values(TokenMeanNll.PerExample(chosen, counts)));
        Assert.Equal([0, 0], Sample.Values(TokenMeanNll.PerExample(chosen, new PreferenceCounts(2, 0, 0))));
    }

    [Fact]
    public void Orpo_stays_finite_where_a_response_is_certain()
    {
        using var scope = torch.NewDisposeScope();
        // Averages 0 and −1e-9 are held at −1e-6, both sides alike: softplus(0).
        var batch = PreferenceSample.Pairs(PreferenceSample.Side([0], [0]), PreferenceSample.Side([-1e-9], [0]));
        var odds = new OrpoLoss { Beta = 1 }.OddsRatio(batch);
        Sample.Close(Math.Log(2), Sample.Value(odds));
        odds.backward();
        Assert.Equal(0, Sample.Value(batch.Chosen.LogProbs.grad!));
    }

    [Fact]
    public void Kto_weighs_each_response_against_the_reference_point()
    {
        using var scope = torch.NewDisposeScope();
        // z₀ = mean(2, −1) = 0.5. Desirable ρ = 1: 1 − sigmoid(0.5·0.5). Undesirable ρ = −1, weight 2: 2·(1 − sigmoid(0.5·1.5)).
        var loss = new KtoLoss { Beta = 0.5, UndesirableWeight = 2 };
        var batch = Pair() with { Mismatched = PreferenceSample.Side([-1, -4], [-3, -3]) };
        Sample.Close([0.43782349911420193, 0.641642601649214], Sample.Values(PreferenceSample.PerExample(loss, batch)));
        // A negative mean counts as 0, and so does no completion at all; a half may be empty.
        foreach (var mismatched in new[] { PreferenceSample.Side([-3], [-1]), PreferenceSample.Side([], []) })
        {
            var alone = batch with { Mismatched = mismatched, Rejected = PreferenceSample.Side([], []) };
            Sample.Close([1 / (1 + Math.Exp(0.5))], Sample.Values(PreferenceSample.PerExample(loss, alone)));
        }
    }

    [Fact]
    public void Kto_on_a_pair_with_reference_point_0_is_apo_zero()
    {
        using var scope = torch.NewDisposeScope();
        var batch = Pair() with { Mismatched = PreferenceSample.Side([], []) };
        Sample.Close(Sample.Value(PreferenceSample.PerExample(new ApoZeroLoss(), batch)), Sample.Values(PreferenceSample.PerExample(new KtoLoss(), batch)).Sum());
    }

    [Fact]
    public void The_mean_is_over_the_examples_and_weights_are_factors()
    {
        using var scope = torch.NewDisposeScope();
        var losses = Sample.Vector(1, 3);
        var counts = new PreferenceCounts(4, 0, 0);
        // Two rows of a step of four: (1 + 3)/4 and (2·1 + 0.5·3)/4.
        Sample.Close(1, Sample.Value(PreferenceAggregation.Reduce(losses, counts)));
        Sample.Close(0.875, Sample.Value(PreferenceAggregation.Reduce(losses, counts, Sample.Vector(2, 0.5))));
        Assert.Equal(0, Sample.Value(PreferenceAggregation.Reduce(losses, new PreferenceCounts(0, 0, 0))));
        Assert.Throws<ArgumentException>(() => PreferenceAggregation.Reduce(losses, counts, Sample.Vector(1)));
        // The batch carries the weights: 2·softplus(−1) for one pair.
        var batch = Pair() with { ExampleWeights = Sample.Vector(2) };
        var loss = new DpoLoss { Beta = 0.5 };
        Sample.Close(2 * 0.31326168751822286, Sample.Value(PreferenceAggregation.Compute(loss, batch, PreferenceCounts.Of(batch, loss.Traits), StepStatistics.None)));
    }

    [Fact]
    public void Losses_add_up_with_their_weights()
    {
        using var scope = torch.NewDisposeScope();
        // 0.8·1 + 0.2·5 and 0.8·2 + 0.2·0.
        Sample.Close([1.8, 1.6], Sample.Values(WeightedLossSum.Compute([(0.8, Sample.Vector(1, 2)), (0.2, Sample.Vector(5, 0))])));
        Assert.Throws<ArgumentException>(() => WeightedLossSum.Compute([]));
    }

    [Fact]
    public void A_missing_input_is_named()
    {
        using var scope = torch.NewDisposeScope();
        var bare = new ResponseBatch { LogProbs = Sample.Vector(-1), Lengths = torch.ones(1, dtype: ScalarType.Int64) };
        var batch = PreferenceSample.Pairs(bare, bare);
        void Names(IPreferenceLoss loss, PreferenceBatch given, string what) => Assert.Contains(
            what, Assert.Throws<ArgumentException>(() => loss.PerExample(given, new PreferenceCounts(1, 1, 1), StepStatistics.None)).Message, StringComparison.Ordinal);
        Names(new DpoLoss(), batch, "reference");
        Names(new MadpoLoss(), batch, "reward model");
        Names(new SparsePoLoss(), batch, "token-level");
        Names(new TdpoLoss(), Pair(), "token-level");
        Names(new AotLoss(), Pair(), "\"partner\"");
        Names(new KtoLoss(), Pair(), "\"z0\"");
        Assert.Throws<ArgumentException>(() => PreferenceSample.Measure(new KtoLoss(), Pair()));
        Assert.Throws<ArgumentException>(() => PreferenceSample.PerExample(new DpoLoss(), PreferenceSample.Random(1, 2, 3)));
    }
}
