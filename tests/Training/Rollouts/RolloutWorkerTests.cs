using System.Collections.Immutable;
using Align.Core;
using Align.Models.Generation;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Tests.Training.Rollouts;

/// <summary>Workers that generate with shared weights.</summary>
public sealed class RolloutWorkerTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly SamplingOptions Sampling = new() { MaxNewTokens = 12, StopTokenIds = [3, 4] };
    private readonly ActorSystem _system = ActorSystem.Create("rollout-tests");
    private readonly CharacterTokenizer _tokenizer = new("0123456789+=");
    private readonly SharedWeights _weights;

    public RolloutWorkerTests() => _weights = new SharedWeights(TransformerInitialization.Create(TransformerPresets.Create("tiny", _tokenizer.VocabularySize), seed: 3), version: 0);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    public void Dispose() => _weights.Dispose();

    [Fact]
    public async Task The_engine_s_copy_of_the_weights_is_made_once_a_version()
    {
        var pool = Pool(RolloutEngine.Auto, workers: 3);
        Assert.Equal(0, _weights.Packs);
        await GenerateAsync(pool, shares: 6, slots: 4);
        await GenerateAsync(pool, shares: 2, slots: 1);
        Assert.Equal(1, _weights.Packs);

        Change();
        await GenerateAsync(pool, shares: 5, slots: 4);
        Assert.Equal(2, _weights.Packs);
    }

    [Fact]
    public async Task Changed_weights_are_those_that_the_next_completions_are_drawn_from()
    {
        var pool = Pool(RolloutEngine.Auto, workers: 1);
        var before = await GenerateAsync(pool, shares: 1, slots: 8);
        Change();
        var after = await GenerateAsync(pool, shares: 1, slots: 8);
        var fresh = await GenerateAsync(Pool(RolloutEngine.Plain, workers: 1), shares: 1, slots: 8);

        Assert.NotEqual(before.Select(Tokens), after.Select(Tokens));
        Assert.Equal(fresh.Select(Tokens), after.Select(Tokens));
    }

    [Fact]
    public async Task Neither_workers_nor_slots_leave_a_trace_in_the_bits()
    {
        var whole = await GenerateAsync(Pool(RolloutEngine.Auto, workers: 1), shares: 1, slots: 24);
        var passedOn = await GenerateAsync(Pool(RolloutEngine.Auto, workers: 1), shares: 1, slots: 2);
        var shared = await GenerateAsync(Pool(RolloutEngine.Auto, workers: 3), shares: 4, slots: 3);

        Assert.True(whole.Select(completion => completion.TokenIds.Length).Distinct().Count() > 2, "all completions end together, so that no slot was passed on early");
        Assert.Equal(whole.Select(Bits), passedOn.Select(Bits));
        Assert.Equal(whole.Select(Bits), shared.Select(Bits));
    }

    [Fact]
    public async Task Without_the_engine_no_copy_is_made()
    {
        await GenerateAsync(Pool(RolloutEngine.Plain, workers: 2), shares: 3, slots: 4);
        Assert.Equal(0, _weights.Packs);
    }

    private IActorRef Pool(RolloutEngine engine, int workers) =>
        _system.ActorOf(WorkPool.Of(Props.Create(() => new RolloutWorker(_weights, _tokenizer, 1, 1, engine, CancellationToken.None)), workers));

    private void Change()
    {
        using var lease = _weights.Write();
        using var _ = no_grad();
        foreach (var parameter in lease.Policy.parameters())
        {
            parameter.mul_(1.5);
        }
        lease.Changed();
    }

    // Four completions each of six prompts.
    private async Task<Completion[]> GenerateAsync(IActorRef pool, int shares, int slots)
    {
        var prompts = Enumerable.Range(0, 6).Select(id => new Prompt(id, $"{id}+{id}=")).ToArray();
        ImmutableArray<CompletionRequest> requests = [.. prompts.SelectMany((prompt, group) => Enumerable.Range(0, 4).Select(sample => new CompletionRequest(group, prompt, [.. _tokenizer.EncodeToIds(prompt.Text)], sample)))];
        var all = new TaskCompletionSource<Completion[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var collector = _system.ActorOf(Props.Create(() => new Gatherer(requests.Length, all)));
        foreach (var (index, (first, count)) in RolloutShares.Of([.. requests.Select(request => request.Group)], shares, slots, continuous: true).Index())
        {
            pool.Tell(new Work(index, new RolloutShare(1, first, RandomPurpose.Rollout, 0, ImmutableArray.Create(requests, first, count), Sampling, slots, collector)));
        }
        return await all.Task.WaitAsync(Limit);
    }

    private static string Tokens(Completion completion) => string.Join(' ', completion.TokenIds);

    private static string Bits(Completion completion) => $"{Tokens(completion)}: {string.Join(' ', completion.LogProbs.Select(BitConverter.SingleToInt32Bits))}";

    private sealed class Gatherer : ReceiveActor
    {
        public Gatherer(int expected, TaskCompletionSource<Completion[]> all)
        {
            var seen = new SortedDictionary<int, Completion>();
            Receive<CompletionGenerated>(generated =>
            {
                seen.Add(generated.Index, generated.Completion);
                if (seen.Count == expected)
                {
                    all.SetResult([.. seen.Values]);
                }
            });
        }
    }
}
