using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.TokenWeights;
using Align.Testing;
using Align.Tests.Testing.RolloutMutants;

namespace Align.Tests.Testing;

/// <summary>The kits can fail: faults of selectors, allocators and token weightings, each killed by the law that is about it.</summary>
public sealed class RolloutMutantTests
{
    public static TheoryData<string, string> Selections => new()
    {
        { "past the end", nameof(PromptSelectorLaws.Indices) },
        { "counts questions", nameof(PromptSelectorLaws.AskingChangesNothing) },
        { "forgets", nameof(PromptSelectorLaws.Resumes) },
        { "undeclared", nameof(PromptSelectorLaws.DeclaredState) },
        { "no number", nameof(PromptSelectorLaws.FiniteMetrics) },
    };

    public static TheoryData<IRolloutAllocator, string> Allocators => new()
    {
        { new Boundless(), nameof(RolloutAllocatorLaws.Bounds) },
        { new Doubling(), nameof(RolloutAllocatorLaws.OneStage) },
        { new Pessimist(), nameof(RolloutAllocatorLaws.NothingKnown) },
        { new MeanOfNone(), nameof(RolloutAllocatorLaws.FiniteMetrics) },
    };

    private static readonly string[] s_weightings =
    [
        nameof(TokenWeightingLaws.Shape), nameof(TokenWeightingLaws.MaskInvariance), nameof(TokenWeightingLaws.MicroBatchSplit),
        nameof(TokenWeightingLaws.Permutation), nameof(TokenWeightingLaws.EmptyMask), nameof(TokenWeightingLaws.Uniform),
    ];

    public static TheoryData<string> Weightings => [.. s_weightings];

    [Theory]
    [MemberData(nameof(Selections))]
    public void A_fault_of_a_selector_is_found_by_its_law(string fault, string law) =>
        Assert.Contains(law, Broken(PromptSelectorLaws.Check(new SelectorOf(scope => new FaultySelection(scope, fault)) { Learns = fault == "forgets" })));

    [Theory]
    [MemberData(nameof(Allocators))]
    public void A_fault_of_an_allocator_is_found_by_its_law(IRolloutAllocator mutant, string law) => Assert.Contains(law, Broken(RolloutAllocatorLaws.Check(mutant)));

    [Theory]
    [MemberData(nameof(Weightings))]
    public void A_fault_of_a_weighting_is_found_by_its_law(string law) => Assert.Contains(law, Broken(TokenWeightingLaws.Check(Faulty(law))));

    [Fact]
    public void Every_law_finds_a_fault()
    {
        Assert.Equal(PromptSelectorLaws.All.Select(law => law.Law.Name), Selections.Select(row => (string)row[1]));
        Assert.Equal(RolloutAllocatorLaws.All.Select(law => law.Law.Name), Allocators.Select(row => (string)row[1]));
        Assert.Equal(TokenWeightingLaws.All.Select(law => law.Law.Name), s_weightings);
    }

    private static IEnumerable<string> Broken(LawReport report) => report.Broken.Select(outcome => outcome.Law.Name);

    private static WeightingOf Faulty(string law) => law switch
    {
        // Weights the padding.
        nameof(TokenWeightingLaws.Shape) => new((tokens, _) => torch.ones_like(tokens.LogProbs)),
        // The greatest over the padding too.
        nameof(TokenWeightingLaws.MaskInvariance) => new((tokens, _) => Ones(tokens) * tokens.OldEntropy.isnan().logical_not().all().to(ScalarType.Float64)),
        // The greatest of the micro-batch.
        nameof(TokenWeightingLaws.MicroBatchSplit) => new((tokens, _) => Ones(tokens) / (1 + tokens.OldEntropy.where(tokens.Mask, torch.zeros_like(tokens.OldEntropy)).max())),
        // The first row weighs more.
        nameof(TokenWeightingLaws.Permutation) => new((tokens, _) => Ones(tokens) * (1 + tokens.OldEntropy[0].where(tokens.Mask[0], torch.zeros_like(tokens.OldEntropy[0])).sum())),
        // Divides by the number of tokens.
        nameof(TokenWeightingLaws.EmptyMask) => new((tokens, _) => tokens.Mask.any().item<bool>() ? Ones(tokens) : torch.full_like(tokens.LogProbs, double.NaN)),
        _ => new((tokens, _) => 0.5 * Ones(tokens)) { IsUniform = true },
    };

    private static Tensor Ones(WeightedTokens tokens) => tokens.Mask.to(ScalarType.Float64);
}
