using System.Collections.Immutable;
using Align.Core;
using Align.Models.Tokenization;
using Align.Training.Supervision;
using Align.Training.Verification;

namespace Align.Training.Rollouts;

/// <summary>Turns prompts into judged groups: cuts the work into batches, sends each to a rollout worker and its completions on to a reward worker.</summary>
/// <remarks>One request at a time. Results are put in order by identity, not by arrival.</remarks>
internal sealed class RolloutCollector : ReceiveActor
{
    private readonly IActorRef _rollouts;
    private readonly IActorRef _rewards;
    private readonly Tokenizer _tokenizer;
    private readonly int _batchSize;
    private readonly int _maxPositions;
    private readonly TimeProvider _time;
    private Collection _current = Collection.None;

    /// <summary>A collector over the two pools.</summary>
    public RolloutCollector(IActorRef rollouts, IActorRef rewards, Tokenizer tokenizer, int batchSize, int maxPositions, TimeProvider time)
    {
        (_rollouts, _rewards, _tokenizer, _batchSize, _maxPositions, _time) = (rollouts, rewards, tokenizer, batchSize, maxPositions, time);
        Receive<CollectRollouts>(Begin);
        Receive<WorkDone>(done => done.Result is RolloutBatchResult, done => Generated(done.Id, (RolloutBatchResult)done.Result));
        Receive<WorkDone>(done => done.Result is ScoringResult, done => Scored(done.Id, (ScoringResult)done.Result));
    }

    private void Begin(CollectRollouts request)
    {
        var batches = Requests(request).Chunk(_batchSize).Select(chunk => ImmutableArray.Create(chunk)).ToImmutableArray();
        _current = new Collection(request, Sender, batches, _time.GetTimestamp());
        for (var i = 0; i < batches.Length; i++)
        {
            _rollouts.Tell(new Work(i, new RolloutBatch(request.Purpose, request.Step, batches[i], request.Sampling)));
        }
    }

    private void Generated(long id, RolloutBatchResult result)
    {
        _current.Completions[id] = result.Completions;
        _current.LastGenerated = _time.GetTimestamp();
        var items = _current.Batches[(int)id].Zip(result.Completions, (request, completion) => new ScoringItem(request.Prompt, completion));
        _rewards.Tell(new Work(id, new ScoringBatch([.. items])));
    }

    private void Scored(long id, ScoringResult result)
    {
        _current.Outcomes[id] = result.Outcomes;
        if (++_current.Finished == _current.Batches.Length)
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
        ImmutableArray<int> ids = [.. _tokenizer.EncodeToIds(prompt.Text)];
        return ids.Length + maxNewTokens <= _maxPositions ? ids : throw new PromptTooLongException(prompt.Id, ids.Length, maxNewTokens, _maxPositions);
    }

    private static ImmutableArray<RolloutGroup> Groups(Collection collection)
    {
        var builders = collection.Request.Prompts.Select(_ => ImmutableArray.CreateBuilder<Trajectory>()).ToArray();
        for (var batch = 0; batch < collection.Batches.Length; batch++)
        {
            for (var i = 0; i < collection.Batches[batch].Length; i++)
            {
                var request = collection.Batches[batch][i];
                builders[request.Group].Add(new Trajectory(
                    request.Prompt, request.PromptTokenIds, collection.Completions[batch][i], collection.Outcomes[batch][i]));
            }
        }
        return [.. builders.Select((builder, group) => new RolloutGroup(collection.Request.Prompts[group], builder.ToImmutable()))];
    }

    private sealed class Collection(CollectRollouts request, IActorRef requester, ImmutableArray<ImmutableArray<CompletionRequest>> batches, long started)
    {
        public static Collection None { get; } = new(null!, ActorRefs.Nobody, [], 0);

        public CollectRollouts Request { get; } = request;

        public IActorRef Requester { get; } = requester;

        public ImmutableArray<ImmutableArray<CompletionRequest>> Batches { get; } = batches;

        public ImmutableArray<Completion>[] Completions { get; } = new ImmutableArray<Completion>[batches.Length];

        public ImmutableArray<RewardOutcome>[] Outcomes { get; } = new ImmutableArray<RewardOutcome>[batches.Length];

        public long Started { get; } = started;

        public long LastGenerated { get; set; } = started;

        public int Finished { get; set; }
    }
}
