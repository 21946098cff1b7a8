using Align.Models.Adapters;
using Align.Models.Generation;
using Align.Models.Transformers;

namespace Align.Tests.Models.Generation;

/// <summary>The native engine against the plain path and against itself.</summary>
public sealed class DecodeEngineTests
{
    // Many stop tokens, so that completions end at all lengths.
    private static readonly SamplingOptions Options = new() { MaxNewTokens = 20, StopTokenIds = [.. Enumerable.Range(1, 300).Where(id => id % 12 == 2)] };

    /// <summary>Each family, tied and untied, with and without biases, group sizes and widths that fill no vector.</summary>
    public static TheoryData<string> Shapes => [.. DecodeEngineModels.Names];

    [Fact]
    public void The_engine_is_there() => Assert.Null(DecodeEngine.Obstacle(ScalarType.Float32, DeviceType.CPU, adapted: false));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Its_log_probs_are_the_model_s(string shape)
    {
        using var model = DecodeEngineModels.Create(shape);
        var requests = DecodeEngineModels.Requests(model, prompts: 5, samples: 4);
        var sequences = Engine(model, requests, Options with { Temperature = 0.9 });

        using var scope = torch.NewDisposeScope();
        using var batch = CompletionBatch.Create([.. requests.Zip(sequences, (request, sequence) => ((IReadOnlyList<int>)request.PromptTokenIds, (IReadOnlyList<int>)sequence.TokenIds))], padTokenId: 0);
        using var noGrad = torch.no_grad();
        var all = nn.functional.log_softmax(model.CompletionLogits(batch).div(0.9), -1);
        var chosen = all.gather(-1, batch.CompletionIds.unsqueeze(-1)).squeeze(-1);
        var entropies = all.exp().mul(all).sum(-1).neg();

        for (var row = 0; row < sequences.Count; row++)
        {
            Values.Near(Values.Of(chosen[row]).Take(sequences[row].TokenIds.Length).Select(value => (double)value), sequences[row].LogProbs, 1e-5);
            Values.Near(Values.Of(entropies[row]).Take(sequences[row].TokenIds.Length).Select(value => (double)value), sequences[row].Entropies, 2e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Its_tokens_are_those_of_the_plain_path(string shape)
    {
        using var model = DecodeEngineModels.Create(shape);

        foreach (var options in new[] { Options, Options with { Temperature = 0 }, Options with { Temperature = 1.3, TopK = 7, TopP = 0.8, MinP = 0.02 } })
        {
            var engine = Engine(model, DecodeEngineModels.Requests(model, prompts: 6, samples: 3), options);
            var plain = new TextGenerator(model, engine: RolloutEngine.Plain).Generate(DecodeEngineModels.Requests(model, prompts: 6, samples: 3), options);

            foreach (var (left, right) in plain.Zip(engine)) AssertSame(left, right, 1e-5);
        }
    }

    [Theory]
    [InlineData("preset")]
    [InlineData("untied qwen3")]
    [InlineData("many query heads")]
    [InlineData("wide")]
    public void A_completion_has_the_same_bits_whatever_its_slot_its_neighbours_and_their_number(string shape)
    {
        using var model = DecodeEngineModels.Create(shape);
        var together = Engine(model, Requests(), Options);

        // One at a time, three slots, backwards, and beside strangers.
        var alone = Requests().Select(request => Engine(model, [request], Options)[0]);
        AssertSameBits(together, alone);
        AssertSameBits(together, Engine(model, Requests(), Options, slots: 3));
        AssertSameBits(together, Engine(model, [.. Requests().Reverse()], Options, slots: 5).Reverse());
        var strangers = Enumerable.Range(0, 40).Select(sample => DecodeEngineModels.Request(model, 6, 100 + sample));
        AssertSameBits(together, Engine(model, [.. strangers, .. Requests()], Options, slots: 31).Skip(40));
        Assert.True(together.Select(sequence => sequence.TokenIds.Length).Distinct().Count() > 5, "the completions have few lengths, so that slots were hardly passed on");

        GenerationRequest[] Requests() => DecodeEngineModels.Requests(model, prompts: 6, samples: 5);
    }

    [Theory]
    [InlineData("preset")]
    [InlineData("wide")]
    public void The_number_of_threads_changes_no_bit(string shape)
    {
        using var model = DecodeEngineModels.Create(shape);
        var threads = torch.get_num_threads();
        try
        {
            var results = new[] { 1, 2, 3 }.Select(count =>
            {
                torch.set_num_threads(count);
                return Engine(model, DecodeEngineModels.Requests(model, prompts: 6, samples: 8), Options);
            }).ToArray();

            AssertSameBits(results[0], results[1]);
            AssertSameBits(results[0], results[2]);
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void A_prompt_longer_than_one_step_is_read_in_several()
    {
        using var model = DecodeEngineModels.Create("preset");
        using var roomy = TransformerInitialization.Create(model.Config with { MaxPositionEmbeddings = 1400 }, seed: 3);
        var ids = Enumerable.Range(0, 1300).Select(place => 3 + (place * 7 % 11)).ToArray();
        GenerationRequest[] Requests() => [new(0, 0, [.. ids], DecodeEngineModels.Stream(0)), new(1, 0, [5, 6], DecodeEngineModels.Stream(1))];

        var engine = Engine(roomy, Requests(), Options);
        var plain = new TextGenerator(roomy, engine: RolloutEngine.Plain).Generate(Requests(), Options);

        foreach (var (left, right) in plain.Zip(engine)) AssertSame(left, right, 1e-5);
    }

    [Fact]
    public void Weights_that_changed_are_read_anew()
    {
        using var model = DecodeEngineModels.Create("preset");
        var before = Engine(model, DecodeEngineModels.Requests(model, prompts: 2, samples: 1), Options);
        using (torch.no_grad()) model.state_dict()["model.layers.1.mlp.down_proj.weight"].mul_(3);

        var after = Engine(model, DecodeEngineModels.Requests(model, prompts: 2, samples: 1), Options);
        var plain = new TextGenerator(model, engine: RolloutEngine.Plain).Generate(DecodeEngineModels.Requests(model, prompts: 2, samples: 1), Options);

        Assert.NotEqual(before[0].LogProbs.ToArray(), after[0].LogProbs.ToArray());
        foreach (var (left, right) in plain.Zip(after)) AssertSame(left, right, 1e-5);
    }

    [Fact]
    public void It_leaves_other_types_and_adapters_to_the_plain_path()
    {
        using var shorter = new DecoderTransformer(TransformerPresets.Create("tiny", 15), ScalarType.BFloat16);
        using var model = DecodeEngineModels.Create("preset");
        using var adapter = LoraAdapter.Create(model, new LoraOptions { Rank = 2 }, seed: 1);

        Assert.Contains("BFloat16", DecodeEngine.Obstacle(shorter), StringComparison.Ordinal);
        Assert.Null(DecodeEngine.Obstacle(model));
        using (model.WithAdapter(adapter)) Assert.Contains("adapter", DecodeEngine.Obstacle(model), StringComparison.Ordinal);
    }

    private static void AssertSameBits(IEnumerable<GeneratedSequence> expected, IEnumerable<GeneratedSequence> actual)
    {
        foreach (var (left, right) in expected.Zip(actual, (left, right) => (left, right)))
        {
            Assert.Equal(left.TokenIds.ToArray(), right.TokenIds.ToArray());
            Assert.Equal(left.LogProbs.ToArray(), right.LogProbs.ToArray());
            Assert.Equal(left.ProcessedLogProbs.ToArray(), right.ProcessedLogProbs.ToArray());
            Assert.Equal(left.Entropies.ToArray(), right.Entropies.ToArray());
        }
    }

    private static void AssertSame(GeneratedSequence plain, GeneratedSequence engine, double tolerance)
    {
        Assert.Equal(plain.TokenIds.ToArray(), engine.TokenIds.ToArray());
        Assert.Equal(plain.FinishReason, engine.FinishReason);
        Values.Near(plain.LogProbs.Select(value => (double)value), engine.LogProbs, tolerance);
        Values.Near(plain.ProcessedLogProbs.Select(value => (double)value), engine.ProcessedLogProbs, tolerance);
        Values.Near(plain.Entropies.Select(value => (double)value), engine.Entropies, 2 * tolerance);
    }

    private static IReadOnlyList<GeneratedSequence> Engine(DecoderTransformer model, IReadOnlyList<GenerationRequest> requests, SamplingOptions options, int slots = 512)
    {
        Assert.Null(DecodeEngine.Obstacle(model));
        return new TextGenerator(model, slots).Generate(requests, options);
    }
}
