using Align.Models.Generation;

namespace Align.Tests.Models.Transformers;

/// <summary>The transformer against values of the reference implementation, for every family; the reference computes in float32, whatever the weights' dtype.</summary>
public sealed class PublishedModelTests
{
    private const double Exact = 2e-4;

    // Eight bits of mantissa: logits of size 4 are rounded to 1/64 at every layer's end.
    private const double Bfloat16 = 0.06;

    [Theory]
    [InlineData("qwen2-tiny", Exact)]
    [InlineData("qwen3-tiny", Exact)]
    [InlineData("llama3-tiny", Exact)]
    [InlineData("qwen2-tiny-bf16", Exact)]
    [InlineData("qwen2-tiny-bf16", Bfloat16, ScalarType.BFloat16)]
    public void Logits_are_the_reference_implementation_s(string name, double tolerance, ScalarType dtype = ScalarType.Float32)
    {
        var fixture = ModelFixture.Read(name);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = fixture.LoadModel(dtype);
        var ids = torch.tensor([.. fixture.InputIds.SelectMany(row => row)], [fixture.InputIds.Length, fixture.InputIds[0].Length]);

        var logits = model.call(ids, null);

        Values.Near(fixture.Logits.SelectMany(row => row).SelectMany(row => row), Values.Of(logits), tolerance);
    }

    [Theory]
    [InlineData("qwen2-tiny", Exact)]
    [InlineData("qwen3-tiny", Exact)]
    [InlineData("llama3-tiny", Exact)]
    [InlineData("qwen2-tiny-bf16", Exact)]
    [InlineData("qwen2-tiny-bf16", Bfloat16, ScalarType.BFloat16)]
    public void Token_log_probs_are_the_reference_implementation_s(string name, double tolerance, ScalarType dtype = ScalarType.Float32)
    {
        var fixture = ModelFixture.Read(name);
        using var model = fixture.LoadModel(dtype);
        for (var row = 0; row < fixture.InputIds.Length; row++)
        {
            var score = SequenceScorer.Score(model, [.. fixture.InputIds[row].Select(id => (int)id)]);

            Values.Near(fixture.TokenLogProbs[row], score.TokenLogProbs.Select(value => (float)value), tolerance);
        }
    }

    [Theory]
    [InlineData("qwen2-tiny")]
    [InlineData("qwen3-tiny")]
    [InlineData("llama3-tiny")]
    [InlineData("qwen2-tiny-bf16")]
    [InlineData("qwen2-tiny-bf16", ScalarType.BFloat16)]
    public void Greedy_continuations_are_the_reference_implementation_s(string name, ScalarType dtype = ScalarType.Float32)
    {
        var fixture = ModelFixture.Read(name);
        using var model = fixture.LoadModel(dtype);

        var score = SequenceScorer.Score(model, fixture.GreedyPrompt, greedyTokens: fixture.GreedyContinuation.Length);

        Assert.Equal(fixture.GreedyContinuation, score.Greedy);
    }
}
