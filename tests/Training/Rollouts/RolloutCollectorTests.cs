using Align.Core;
using Align.Models.Generation;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Rollouts;
using Align.Training.Supervision;
using Align.Training.Verification;

namespace Align.Tests.Training.Rollouts;

/// <summary>Completions arrive one by one, in any order, some of them twice.</summary>
public sealed class RolloutCollectorTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly ActorSystem _system = ActorSystem.Create("collector-tests");
    private readonly CharacterTokenizer _tokenizer = new("0123456789+=");
    private readonly SharedWeights _weights;

    public RolloutCollectorTests() => _weights = new SharedWeights(TransformerInitialization.Create(TransformerPresets.Create("tiny", _tokenizer.VocabularySize), seed: 3), version: 0);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    public void Dispose() => _weights.Dispose();

    [Theory]
    [InlineData(RolloutEngine.Auto, 1)]
    [InlineData(RolloutEngine.Auto, 2)]
    [InlineData(RolloutEngine.Plain, 2)]
    public async Task Groups_stand_in_order_whatever_arrives_late_twice_or_from_an_earlier_request(RolloutEngine engine, int workers)
    {
        var rewards = _system.ActorOf(Props.Create(() => new TextJudge()));
        var rollouts = _system.ActorOf(Props.Create(() => new Stammerer()));
        var source = new RolloutSource(_weights, _tokenizer, engine, workers, BatchSize: 3, MaxPositions: 64);
        var collector = _system.ActorOf(Props.Create(() => new RolloutCollector(rollouts, rewards, source, TimeProvider.System)));

        foreach (var step in new[] { 7L, 8L })
        {
            var collected = await collector.Ask<RolloutsCollected>(
                new CollectRollouts(RandomPurpose.Rollout, step, [new Prompt(5, "5+5="), new Prompt(2, "2+2=")], [4, 3], new SamplingOptions { MaxNewTokens = 9 }), Limit);

            Assert.Equal(step, collected.Step);
            Assert.Equal([5L, 2L], collected.Groups.Select(group => group.Prompt.Id));
            Assert.Equal([0, 1, 2, 3, 0, 1, 2], collected.Groups.SelectMany(group => group.Trajectories).Select(trajectory => trajectory.Completion.SampleIndex));
            // Each completion says its step, its prompt and its place; its verdict is of that text.
            Assert.Equal(
                ["5/0", "5/1", "5/2", "5/3", "2/0", "2/1", "2/2"],
                collected.Groups.SelectMany(group => group.Trajectories).Select(trajectory => trajectory.Completion.Text[(trajectory.Completion.Text.IndexOf(':', StringComparison.Ordinal) + 1)..]));
            Assert.All(collected.Groups.SelectMany(group => group.Trajectories), trajectory =>
            {
                Assert.StartsWith($"{step}:", trajectory.Completion.Text, StringComparison.Ordinal);
                Assert.Equal(new RewardOutcome.Scored(trajectory.Completion.Text.GetHashCode(StringComparison.Ordinal)), trajectory.Outcome);
            });
        }
    }

    // Sends what it is asked for backwards, each completion twice, and one of the request before.
    private sealed class Stammerer : ReceiveActor
    {
        public Stammerer() => Receive<Work>(work =>
        {
            var share = (RolloutShare)work.Payload;
            share.Collector.Tell(new CompletionGenerated(share.Collection - 1, share.First, Complete(share with { Step = -1 }, 0)));
            foreach (var place in Enumerable.Range(0, share.Requests.Length).Reverse())
            {
                share.Collector.Tell(new CompletionGenerated(share.Collection, share.First + place, Complete(share, place)));
                share.Collector.Tell(new CompletionGenerated(share.Collection, share.First + place, Complete(share, place)));
            }
            Sender.Tell(new WorkDone(work.Id, new ShareGenerated()));
        });

        private static Completion Complete(RolloutShare share, int place)
        {
            var request = share.Requests[place];
            return new Completion(request.Prompt.Id, request.SampleIndex, [3], $"{share.Step}:{request.Prompt.Id}/{request.SampleIndex}", [-1f], 0, FinishReason.Stop);
        }
    }

    private sealed class TextJudge : ReceiveActor
    {
        public TextJudge() => Receive<Work>(work => Sender.Tell(new WorkDone(work.Id, new ScoringResult(
            [.. ((ScoringBatch)work.Payload).Items.Select(item => new RewardOutcome.Scored(item.Completion.Text.GetHashCode(StringComparison.Ordinal)))]))));
    }
}
