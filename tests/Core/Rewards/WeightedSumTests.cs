using Align.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Core.Rewards;

public sealed class WeightedSumTests
{
    private static readonly RewardOutcome Skipped = new RewardOutcome.Skipped("no answer");
    private static readonly RewardOutcome Broken = new RewardOutcome.Unscorable(new RewardFault(RewardFaultKind.TimedOut, "5 s"));

    // 2·0.5 + (−1)·0.25 = 0.75
    [Fact]
    public void Scores_add_up_by_weight()
    {
        var total = Combine(("correct", 2.0, Score(0.5)), ("length", -1.0, Score(0.25)));

        var scored = Assert.IsType<RewardOutcome.Scored>(total);
        Assert.Equal(0.75, scored.Value);
        Assert.Equal(0.5, scored.Details!["correct"]);
        Assert.Equal(0.25, scored.Details["length"]);
    }

    // 2·0.5 = 1, not 2·0.5 / (2 + 1): the weights of the rest stay as they are.
    [Fact]
    public void A_skipped_reward_drops_its_term_and_nothing_else()
    {
        var scored = Assert.IsType<RewardOutcome.Scored>(Combine(("correct", 2.0, Score(0.5)), ("format", 1.0, Skipped)));

        Assert.Equal(1.0, scored.Value);
        Assert.Equal(["correct"], scored.Details!.Keys);
    }

    [Fact]
    public void When_every_reward_is_skipped_the_total_is_skipped_with_every_reason()
    {
        var total = Assert.IsType<RewardOutcome.Skipped>(Combine(("a", 1.0, Skipped), ("b", 1.0, new RewardOutcome.Skipped("other language"))));

        Assert.Equal("a: no answer; b: other language", total.Reason);
    }

    [Fact]
    public void Without_any_reward_the_total_is_skipped() =>
        Assert.IsType<RewardOutcome.Skipped>(WeightedSum.Combine([]));

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void One_unscorable_reward_makes_the_total_unscorable(double weight)
    {
        var total = Assert.IsType<RewardOutcome.Unscorable>(Combine(("correct", 1.0, Score(1)), ("judge", weight, Broken), ("c", 1.0, Skipped)));

        Assert.Equal(RewardFaultKind.TimedOut, total.Fault.Kind);
        Assert.Equal("judge: 5 s", total.Fault.Message);
    }

    [Fact]
    public void Every_fault_names_its_reward_and_the_first_is_the_one_reported()
    {
        var total = Assert.IsType<RewardOutcome.Unscorable>(Combine(("judge", 1.0, Broken), ("correct", 1.0, Score(1)), ("length", 1.0, Score(double.NaN))));

        Assert.Equal("judge", total.Fault.Reward);
        var other = Assert.Single(total.Others);
        Assert.Equal(("length", RewardFaultKind.NotFinite), (other.Reward, other.Kind));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_no_finite_number_makes_the_total_unscorable(double score)
    {
        var total = Assert.IsType<RewardOutcome.Unscorable>(Combine(("a", 1.0, Score(1)), ("b", 0.0, Score(score))));

        Assert.Equal(RewardFaultKind.NotFinite, total.Fault.Kind);
        Assert.StartsWith("b is ", total.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_that_overflows_is_unscorable()
    {
        var total = Assert.IsType<RewardOutcome.Unscorable>(Combine(("a", 1.0, Score(1e308)), ("b", 1.0, Score(1e308))));

        Assert.Equal(RewardFaultKind.NotFinite, total.Fault.Kind);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_no_finite_number_is_refused(double weight)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Combine(("a", weight, Score(1))));

        Assert.Contains("'a'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rewards_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => Combine(("a", 1.0, Score(1)), ("a", 1.0, Score(2))));

    // 2·1 + 3·0.5 with the gate open, 2·0.4 with it closed; a gate reads the score without its weight.
    [Theory]
    [InlineData(1.0, 3.5)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.4, 0.8)]
    public void A_gated_reward_counts_where_its_gate_scores_enough(double gate, double total) => Assert.Equal(
        total, Assert.IsType<RewardOutcome.Scored>(Gated(Score(gate), Score(0.5))).Value, 1e-12);

    [Fact]
    public void A_gate_that_does_not_apply_is_closed() => Assert.IsType<RewardOutcome.Skipped>(Gated(Skipped, Score(0.5)));

    [Fact]
    public void A_closed_gate_hides_no_fault() => Assert.IsType<RewardOutcome.Unscorable>(Gated(Score(0), Broken));

    [Theory]
    [InlineData("b")]
    [InlineData("c")]
    [InlineData("d")]
    public void A_gate_that_is_no_other_reward_without_a_gate_is_refused(string gate) => Assert.Throws<ArgumentException>(() => WeightedSum.Combine(
        [new("a", 1, Score(1)), new("b", 1, Score(1)) { Gate = new(gate, 1) }, new("c", 1, Score(1)) { Gate = new("a", 1) }]));

    [Fact]
    public void The_total_is_unscorable_exactly_when_a_term_is() => ForAnyTerms((terms, total) =>
        total is RewardOutcome.Unscorable == terms.Any(IsFault));

    [Fact]
    public void The_total_is_skipped_exactly_when_every_term_is() => ForAnyTerms((terms, total) =>
        total is RewardOutcome.Skipped == terms.All(term => term.Outcome is RewardOutcome.Skipped));

    [Fact]
    public void A_scored_total_is_the_sum_over_the_scored_terms() => ForAnyTerms((terms, total) =>
        total is not RewardOutcome.Scored scored
        || Math.Abs(scored.Value - terms.Sum(term => term.Outcome is RewardOutcome.Scored one ? term.Weight * one.Value : 0)) < 1e-9);

    [Fact]
    public void Adding_a_skipped_reward_changes_no_scored_total() => ForAnyTerms((terms, total) =>
        total is not RewardOutcome.Scored scored
        || WeightedSum.Combine([.. terms, new WeightedOutcome("extra", 3, Skipped)]) is RewardOutcome.Scored again && again.Value.Equals(scored.Value));

    private static void ForAnyTerms(Func<WeightedOutcome[], RewardOutcome, bool> holds)
    {
        var outcome = Gen.OneOf(
            Gen.Choose(-20, 20).Select(tenths => (RewardOutcome)Score(tenths / 10.0)),
            Gen.Choose(-20, 20).Select(tenths => (RewardOutcome)Score(tenths / 10.0)),
            Gen.Constant(Skipped),
            Gen.Elements<RewardOutcome>(Broken, Score(double.NaN), Score(double.PositiveInfinity)));
        var term = Gen.Choose(-30, 30).SelectMany(weight => outcome.Select(verdict => (Weight: weight / 10.0, Verdict: verdict)));
        var terms = Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(term, count))
            .Select(drawn => drawn.Select((one, i) => new WeightedOutcome($"r{i}", one.Weight, one.Verdict)).ToArray());
        Prop.ForAll(terms.ToArbitrary(), drawn => holds(drawn, WeightedSum.Combine(drawn))).QuickCheckThrowOnFailure();
    }

    private static bool IsFault(WeightedOutcome term) => term.Outcome
        is RewardOutcome.Unscorable or RewardOutcome.Scored { Value: double.NaN or double.PositiveInfinity or double.NegativeInfinity };

    private static RewardOutcome Combine(params (string Name, double Weight, RewardOutcome Outcome)[] terms) =>
        WeightedSum.Combine([.. terms.Select(term => new WeightedOutcome(term.Name, term.Weight, term.Outcome))]);

    private static RewardOutcome Gated(RewardOutcome gate, RewardOutcome gated) =>
        WeightedSum.Combine([new("shape", 3, gated) { Gate = new("right", 0.5) }, new("right", 2, gate)]);

    private static RewardOutcome.Scored Score(double value) => new(value);
}
