using System.Collections.Immutable;
using Align.Core;
using Align.Training.Supervision;
using Align.Training.Verification;

namespace Align.Training.Rollouts;

/// <summary>Turns prompts into judged groups: shares the work out among rollout workers, and sends completions on to reward workers, a batch at a time, while others still grow.</summary>
/// <remarks>One request at a time. Results are put in order by identity, not by arrival.</remarks>
internal sealed class RolloutCollector : ReceiveActor
{
    private readonly IActorRef _rollouts;
    private readonly IActorRef _rewards;
    private readonly RolloutSource _source;
    private readonly TimeProvider _time;
    private Collection _current = Collection.None;
    private long _collections;

    /// <summary>A collector over the two pools.</summary>
    public RolloutCollector(IActorRef rollouts, IActorRef rewards, RolloutSource source, TimeProvider time)
    {
        (_rollouts, _rewards, _source, _time) = (rollouts, rewards, source, time);
        Receive<CollectRollouts>(Begin);
        Receive<CompletionGenerated>(generated => generated.Collection == _collections, Generated);
        Receive<CompletionGenerated>(_ => { });
        Receive<WorkDone>(done => done.Result is ShareGenerated, _ => { });
        Receive<WorkDone>(done => done.Result is ScoringResult, done => Scored(done.Id, (ScoringResult)done.Result));
    }

    private void Begin(CollectRollouts request)
    {
        ImmutableArray<CompletionRequest> requests = [.. Requests(request)];
        _current = new Collection(request, Sender, requests, _source.BatchSize, _time.GetTimestamp());
        _collections++;
        foreach (var (index, (first, count)) in RolloutShares.Of([.. requests.Select(wanted => wanted.Group)], _source.Workers, _source.BatchSize, _source.IsContinuous()).Index())
        {
            var share = ImmutableArray.Create(requests, first, count);
            _rollouts.Tell(new Work(index, new RolloutShare(_collections, first, request.Purpose, request.Step, share, request.Sampling, _source.BatchSize, Self)));
        }
    }

    // Work that was handed out again gives some completions a second time.
    private void Generated(CompletionGenerated generated)
    {
        if (_current.Completions[generated.Index] is not null)
        {
            return;
        }
        _current.Completions[generated.Index] = generated.Completion;
        _current.LastGenerated = _time.GetTimestamp();
        var batch = generated.Index / _source.BatchSize;
        if (--_current.Growing[batch] == 0)
        {
            var items = _current.Range(batch).Select(index => new ScoringItem(_current.Requests[index].Prompt, _current.Completions[index]!));
            _rewards.Tell(new Work(batch, new ScoringBatch([.. items])));
        }
    }

    private void Scored(long batch, ScoringResult result)
    {
        _current.Outcomes[batch] = result.Outcomes;
        if (++_current.Finished == _current.Outcomes.Length)
        {
            Reply();
        }
    }

    private void Reply()
    {
        var now = _time.GetTimestamp();
        var groups = Groups(_current);
        _current.Requester.Tell(new RolloutsCollected(
            _current.Request.Step,
            groups,
            _time.GetElapsedTime(_current.Started, _current.LastGenerated).TotalSeconds,
            _time.GetElapsedTime(_current.LastGenerated, now).TotalSeconds));
        _current = Collection.None;
    }

    private IEnumerable<CompletionRequest> Requests(CollectRollouts request)
    {
        var occurrences = new Dictionary<long, int>(request.Drawn);
        for (var group = 0; group < request.Prompts.Length; group++)
        {
            var prompt = request.Prompts[group];
            var ids = Encode(prompt, request.Sampling.MaxNewTokens);
            // A prompt that appears twice in a step draws other samples the second time.
            var first = occurrences.GetValueOrDefault(prompt.Id);
            occurrences[prompt.Id] = first + request.Samples[group];
            for (var sample = 0; sample < request.Samples[group]; sample++)
            {
                yield return new CompletionRequest(group, prompt, ids, first + sample);
            }
        }
    }

    private ImmutableArray<int> Encode(Prompt prompt, int maxNewTokens)
    {
        var ids = Read(prompt);
        return ids.Length + maxNewTokens <= _source.MaxPositions ? ids : throw new PromptTooLongException(prompt.Id, ids.Length, maxNewTokens, _source.MaxPositions);
    }

    private ImmutableArray<int> Read(Prompt prompt)
    {
        try
        {
            return [.. _source.Tokenizer.EncodeToIds(prompt.Text)];
        }
        catch (ArgumentException failure)
        {
            throw new DataFileException($"prompt {prompt.Id} of the environment", null, failure.Message, "add the character to tokenizer.alphabet, or have the environment do without it", failure);
        }
    }

    private static ImmutableArray<RolloutGroup> Groups(Collection collection)
    {
        var builders = collection.Request.Prompts.Select(_ => ImmutableArray.CreateBuilder<Trajectory>()).ToArray();
        foreach (var (outcome, index) in collection.Outcomes.SelectMany(outcomes => outcomes).Select((outcome, index) => (outcome, index)))
        {
            var request = collection.Requests[index];
            builders[request.Group].Add(new Trajectory(request.Prompt, request.PromptTokenIds, collection.Completions[index]!, outcome));
        }
        return [.. builders.Select((builder, group) => new RolloutGroup(collection.Request.Prompts[group], builder.ToImmutable()))];
    }

    // Completions are scored in batches, cut in their order.
    private sealed class Collection
    {
        private readonly int _batchSize;

        public Collection(CollectRollouts request, IActorRef requester, ImmutableArray<CompletionRequest> requests, int batchSize, long started)
        {
            (Request, Requester, Requests, _batchSize, Started, LastGenerated) = (request, requester, requests, batchSize, started, started);
            Completions = new Completion?[requests.Length];
            Outcomes = new ImmutableArray<RewardOutcome>[(requests.Length + batchSize - 1) / batchSize];
            Growing = [.. Enumerable.Range(0, Outcomes.Length).Select(batch => Range(batch).Count())];
        }

        public static Collection None { get; } = new(null!, ActorRefs.Nobody, [], 1, 0);

        public CollectRollouts Request { get; }

        public IActorRef Requester { get; }

        public ImmutableArray<CompletionRequest> Requests { get; }

        public Completion?[] Completions { get; }

        public ImmutableArray<RewardOutcome>[] Outcomes { get; }

        public int[] Growing { get; }

        public long Started { get; }

        public long LastGenerated { get; set; }

        public int Finished { get; set; }

        public IEnumerable<int> Range(int batch) => Enumerable.Range(batch * _batchSize, Math.Min(_batchSize, Requests.Length - (batch * _batchSize)));
    }
}
