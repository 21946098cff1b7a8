using Align.Core;
using Align.Models.Generation;
using Align.Models.Transformers;

namespace Align.Tests.Models.Generation;

public sealed class TextGeneratorTests : IDisposable
{
    private static readonly int[][] Prompts = [[3, 4, 5], [6, 7, 8, 9, 10], [11], [3, 4, 5]];
    private static readonly SamplingOptions Plain = new() { MaxNewTokens = 12, StopTokenIds = [2] };
    private readonly DecoderTransformer _model = NewModel();

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void The_sampler_s_log_probs_are_the_learner_s(RolloutEngine engine)
    {
        var sequences = Generate(engine, _model, Requests(samples: 4), Plain with { Temperature = 0.8 });
        using var scope = torch.NewDisposeScope();
        using var batch = CompletionBatch.Create([.. Requests(samples: 4).Zip(sequences, (request, sequence) => ((IReadOnlyList<int>)request.PromptTokenIds, (IReadOnlyList<int>)sequence.TokenIds))], padTokenId: 0);

        var logProbs = nn.functional.log_softmax(_model.CompletionLogits(batch).div(0.8), -1).gather(-1, batch.CompletionIds.unsqueeze(-1)).squeeze(-1);

        for (var row = 0; row < sequences.Count; row++)
            Values.Near(Values.Of(logProbs[row]).Take(sequences[row].TokenIds.Length).Select(value => (double)value), sequences[row].LogProbs, 1e-5);
        Assert.True(sequences.Select(sequence => sequence.TokenIds.Length).Distinct().Count() > 1, "all completions have one length, so that padding was not exercised");
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void A_completion_does_not_depend_on_its_batch(RolloutEngine engine)
    {
        var together = Generate(engine, _model, Requests(samples: 3), Plain);
        var alone = Requests(samples: 3).Select(request => Generate(engine, _model, [request], Plain)[0]).ToArray();
        var inPairs = new TextGenerator(_model, maxBatchRows: 2, engine).Generate(Requests(samples: 3), Plain);

        foreach (var other in new[] { alone, inPairs })
        {
            Assert.Equal(together.Select(sequence => sequence.TokenIds.ToArray()), other.Select(sequence => sequence.TokenIds.ToArray()));
            foreach (var (first, second) in together.Zip(other)) Values.Near(first.LogProbs.Select(value => (double)value), second.LogProbs, 1e-5);
        }
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void The_same_requests_give_the_same_bits(RolloutEngine engine)
    {
        var (first, second) = (Generate(engine, _model, Requests(samples: 3), Plain), Generate(engine, _model, Requests(samples: 3), Plain));

        foreach (var (left, right) in first.Zip(second))
        {
            Assert.Equal(left.TokenIds.ToArray(), right.TokenIds.ToArray());
            Assert.Equal(left.LogProbs.ToArray(), right.LogProbs.ToArray());
            Assert.Equal(left.ProcessedLogProbs.ToArray(), right.ProcessedLogProbs.ToArray());
        }
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void Samples_of_a_prompt_differ_by_their_streams(RolloutEngine engine) =>
        Assert.True(Generate(engine, _model, Requests(samples: 8), Plain).Take(8).Select(sequence => string.Join(',', sequence.TokenIds)).Distinct().Count() > 1);

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void A_stop_token_is_the_last_and_the_reason_is_told(RolloutEngine engine)
    {
        var sequences = Generate(engine, _model, Requests(samples: 16), Plain);

        Assert.Contains(sequences, sequence => sequence.FinishReason == FinishReason.Stop);
        Assert.Contains(sequences, sequence => sequence.FinishReason == FinishReason.Length);
        Assert.All(sequences, sequence =>
        {
            var stopped = sequence.FinishReason == FinishReason.Stop;
            Assert.Equal(stopped ? sequence.TokenIds.Length - 1 : -1, sequence.TokenIds.IndexOf(2));
            Assert.True(stopped || sequence.TokenIds.Length == 12);
            Assert.Equal(sequence.TokenIds.Length, sequence.LogProbs.Length);
            Assert.Equal(sequence.TokenIds.Length, sequence.ProcessedLogProbs.Length);
        });
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void One_token_can_be_asked_for(RolloutEngine engine)
    {
        var sequences = Generate(engine, _model, Requests(samples: 1), Plain with { MaxNewTokens = 1, StopTokenIds = [] });

        Assert.All(sequences, sequence => Assert.Single(sequence.TokenIds));
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void Greedy_tokens_are_the_full_pass_s_likeliest(RolloutEngine engine)
    {
        var sequence = Generate(engine, _model, Requests(samples: 1), Plain with { Temperature = 0, StopTokenIds = [] })[1];
        using var scope = torch.NewDisposeScope();
        long[] ids = [.. Prompts[1], .. sequence.TokenIds];

        var likeliest = _model.call(torch.tensor(ids, [1, ids.Length]), null).argmax(-1).data<long>().ToArray();

        Assert.Equal(likeliest.Skip(4).Take(12).Select(id => (int)id), sequence.TokenIds);
        Assert.All(sequence.ProcessedLogProbs, value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void A_low_temperature_approaches_greedy(RolloutEngine engine)
    {
        var greedy = Generate(engine, _model, Requests(samples: 1), Plain with { Temperature = 0 });
        var cold = Generate(engine, _model, Requests(samples: 1), Plain with { Temperature = 1e-4 });

        Assert.Equal(greedy.Select(sequence => sequence.TokenIds.ToArray()), cold.Select(sequence => sequence.TokenIds.ToArray()));
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void A_prompt_without_room_for_its_completion_is_refused_and_the_last_that_fits_is_not(RolloutEngine engine)
    {
        // Context 256.
        var options = Plain with { MaxNewTokens = 6, StopTokenIds = [] };
        var exception = Assert.Throws<ArgumentException>(() => Generate(engine, _model, [Request(5, Enumerable.Repeat(3, 251))], options));

        Assert.Contains("prompt 5 has 251 tokens", exception.Message, StringComparison.Ordinal);
        Assert.Equal(6, Generate(engine, _model, [Request(5, Enumerable.Repeat(3, 250))], options)[0].TokenIds.Length);
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void All_problems_of_the_requests_are_reported_together(RolloutEngine engine)
    {
        var exception = Assert.Throws<ArgumentException>(() => Generate(engine, _model, [Request(1, []), Request(2, [3, 15])], Plain with { TopP = 2 }));

        foreach (var part in (string[])["top_p is 2", "prompt 1 has no tokens", "prompt 2 holds token id 15"]) Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void No_requests_give_no_completions(RolloutEngine engine) => Assert.Empty(Generate(engine, _model, [], Plain));

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void Broken_weights_are_an_error_that_names_the_sample(RolloutEngine engine)
    {
        using var model = NewModel();
        using (torch.no_grad()) model.state_dict()["model.norm.weight"].fill_(double.NaN);

        var exception = Assert.Throws<NonFiniteLogitsException>(() => Generate(engine, model, [Request(9, [3])], Plain));

        Assert.Equal((9L, 0, 0), (exception.PromptId, exception.SampleIndex, exception.Position));
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void A_cancelled_generation_stops(RolloutEngine engine)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => new TextGenerator(_model, engine: engine).Generate(Requests(samples: 1), Plain, source.Token));
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public void Generation_leaves_the_learner_s_graph_usable(RolloutEngine engine)
    {
        using var scope = torch.NewDisposeScope();
        using var model = NewModel();
        Generate(engine, model, Requests(samples: 1), Plain);
        using var batch = CompletionBatch.Create([([3, 4], [5, 6])], padTokenId: 0);

        model.CompletionLogits(batch).logsumexp(-1).mean().backward();

        Assert.Contains(Values.Of(model.state_dict()["model.norm.weight"].grad!), value => value != 0);
    }

    private static IReadOnlyList<GeneratedSequence> Generate(RolloutEngine engine, DecoderTransformer model, IReadOnlyList<GenerationRequest> requests, SamplingOptions options) =>
        new TextGenerator(model, engine: engine).Generate(requests, options);

    private static GenerationRequest[] Requests(int samples) =>
        [.. Prompts.SelectMany((prompt, id) => Enumerable.Range(0, samples).Select(sample => Request(id, prompt, sample)))];

    private static GenerationRequest Request(long promptId, IEnumerable<int> prompt, int sample = 0) =>
        new(promptId, sample, [.. prompt], RandomStream.Create(11, RandomPurpose.Rollout, promptId: promptId, sampleIndex: sample));

    // Wider weights than those of training, so that the distribution is far from uniform.
    private static DecoderTransformer NewModel()
    {
        var model = TransformerInitialization.Create(TransformerPresets.Create("tiny", 15) with { NumHiddenLayers = 2 }, seed: 5);
        using var noGrad = torch.no_grad();
        foreach (var parameter in model.parameters().Where(parameter => parameter.dim() == 2)) parameter.mul_(5);
        return model;
    }
}
