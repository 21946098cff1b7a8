using Align.Algorithms.Divergences;
using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Algorithms.PolicyLosses;

/// <summary>Chunks change neither value nor gradient; what a pass gives is what the single functions give.</summary>
public sealed class TokenScoringTests
{
    private const int Rows = 3, Columns = 4, Width = 5, Vocabulary = 7;

    public static TheoryData<int, double> Cuts => new() { { 1, 1.0 }, { 5, 0.7 }, { 11, 1.0 }, { 12, 0.7 }, { 0, 1.3 } };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Every_score_is_that_of_the_whole_logits(int chunk, double temperature)
    {
        using var scope = torch.NewDisposeScope();
        var (policy, reference, ids) = (Head(1), Head(2), Ids());
        var scores = TokenScoring.Compute(policy, ids, new ScoringOptions { Temperature = temperature, WithEntropy = true, ChunkTokens = chunk }, reference);
        var logits = Logits(policy);
        Sample.Close(Sample.Values(TokenLogProbs.Compute(logits, ids, temperature)), Sample.Values(scores.LogProbs));
        Sample.Close(Sample.Values(Entropy.Compute(logits, temperature)), Sample.Values(scores.Entropy!));
        Sample.Close(Sample.Values(ReferenceKl.Compute(Logits(reference) / temperature, logits / temperature)), Sample.Values(scores.ReferenceKl!), 1e-11);
        Assert.False(scores.Entropy!.requires_grad);
    }

    [Theory]
    [InlineData(1, 1.0, true)]
    [InlineData(5, 0.7, true)]
    [InlineData(5, 0.7, false)]
    public void Chunks_do_not_change_the_gradients_of_hidden_states_and_head(int chunk, double temperature, bool entropyGradient)
    {
        using var scope = torch.NewDisposeScope();
        var (policy, reference, ids) = (Head(1), Head(2), Ids());
        Func<Tensor, Tensor> Loss(int chunkTokens, Func<Tensor, HeadInput> head) => input =>
        {
            var options = new ScoringOptions { Temperature = temperature, WithEntropy = true, EntropyGradient = entropyGradient, ChunkTokens = chunkTokens };
            var scores = TokenScoring.Compute(head(input), ids, options, reference);
            return (scores.LogProbs * Sample.Normal(3, 1, Rows, Columns)).sum()
                + (scores.Entropy! * Sample.Normal(4, 1, Rows, Columns)).sum()
                + (scores.ReferenceKl! * Sample.Normal(5, 1, Rows, Columns)).sum();
        };
        Func<Tensor, HeadInput> ofHidden = hidden => policy with { Hidden = hidden };
        Func<Tensor, HeadInput> ofWeight = weight => policy with { Weight = weight };
        Sample.Close(Sample.Gradient(Loss(0, ofHidden), policy.Hidden), Sample.Gradient(Loss(chunk, ofHidden), policy.Hidden), 1e-11);
        Sample.Close(Sample.Gradient(Loss(0, ofWeight), policy.Weight), Sample.Gradient(Loss(chunk, ofWeight), policy.Weight), 1e-11);
        if (entropyGradient)
        {
            Sample.GradientAgrees(Loss(chunk, ofHidden), policy.Hidden);
            Sample.GradientAgrees(Loss(chunk, ofWeight), policy.Weight);
        }
    }

    [Fact]
    public void A_tied_head_gets_both_gradients()
    {
        // Hidden states that come from the same weight: the embedding of the token before.
        using var scope = torch.NewDisposeScope();
        var (weight, ids) = (Sample.Normal(6, 1, Vocabulary, Width), Ids());
        Tensor Loss(Tensor tied, int chunk) => TokenScoring.Compute(
            new HeadInput(tied.index_select(0, ids.reshape(-1)).view(Rows, Columns, Width), tied), ids, new ScoringOptions { ChunkTokens = chunk }).LogProbs.sum();
        Sample.Close(Sample.Gradient(tied => Loss(tied, 0), weight), Sample.Gradient(tied => Loss(tied, 5), weight), 1e-11);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-4)]
    [InlineData(ScalarType.BFloat16, 0.05)]
    public void Lower_precision_agrees_to_its_rounding(ScalarType type, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        var (policy, ids) = (Head(1), Ids());
        Tensor Loss(Tensor hidden, int chunk) => TokenScoring.Compute(
            new HeadInput(hidden.to(type), policy.Weight.to(type)), ids, new ScoringOptions { ChunkTokens = chunk }).LogProbs.sum();
        Assert.Equal(ScalarType.Float32, Loss(policy.Hidden, 5).dtype);
        Sample.Close(Sample.Gradient(hidden => Loss(hidden, 0), policy.Hidden), Sample.Gradient(hidden => Loss(hidden, 5), policy.Hidden), tolerance);
    }

    [Fact]
    public void A_frozen_head_gets_no_gradient_and_frozen_inputs_no_graph()
    {
        using var scope = torch.NewDisposeScope();
        var (policy, ids) = (Head(1), Ids());
        Assert.False(TokenScoring.Compute(policy, ids, new ScoringOptions { ChunkTokens = 5 }).LogProbs.requires_grad);
        var hidden = policy.Hidden.detach().requires_grad_();
        TokenScoring.Compute(policy with { Hidden = hidden }, ids, new ScoringOptions { ChunkTokens = 5 }).LogProbs.sum().backward();
        Assert.NotNull(hidden.grad);
        Assert.Null(policy.Weight.grad);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        var (policy, ids) = (Head(1), Ids());
        Assert.Throws<ArgumentException>(() => TokenScoring.Compute(policy with { Weight = Sample.Normal(1, 1, Vocabulary, 2) }, ids, new ScoringOptions()));
        Assert.Throws<ArgumentException>(() => TokenScoring.Compute(policy, ids, new ScoringOptions(), policy with { Weight = Sample.Normal(1, 1, 3, Width) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenScoring.Compute(policy, ids, new ScoringOptions { ChunkTokens = -1 }));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var scope = torch.NewDisposeScope();
        var (policy, ids) = (Head(1), Ids());
        var hidden = policy.Hidden.requires_grad_();
        var scores = TokenScoring.Compute(policy with { Hidden = hidden }, ids, new ScoringOptions { WithEntropy = true, ChunkTokens = 5 }, Head(2));
        (scores.LogProbs.sum() + scores.ReferenceKl!.sum()).backward();
    });

    private static HeadInput Head(long seed) => new(Sample.Normal(seed, 1, Rows, Columns, Width), Sample.Normal(seed + 100, 1, Vocabulary, Width));

    private static Tensor Ids() => torch.tensor(Enumerable.Range(0, Rows * Columns).Select(i => (long)(i * i % Vocabulary)).ToArray(), [Rows, Columns]);

    private static Tensor Logits(HeadInput head) => torch.nn.functional.linear(head.Hidden, head.Weight);
}
