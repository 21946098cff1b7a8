using Align.Core;
using Align.Models.Generation;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Tests.Training.Supervision;

/// <summary>A worker that fails once leaves no trace; work that fails everywhere ends the run.</summary>
public sealed class WorkPoolTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly ActorSystem _system = ActorSystem.Create("pool-tests");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Work_that_fails_once_is_handed_out_again(int workers)
    {
        var plan = new FaultPlan(id => id % 3 == 0 ? 1 : 0, () => new InvalidOperationException("once"));
        var pool = _system.ActorOf(WorkPool.Of(Props.Create(() => new FailingWorker(plan)), workers));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(id => pool.Ask<WorkDone>(new Work(id, $"work {id}"), Limit)));
        Assert.Equal(Enumerable.Range(0, 10).Select(id => ((long)id, (object)$"done: work {id}")), answers.Select(done => (done.Id, done.Result)));
        Assert.Equal(4, plan.Failures); // 0, 3, 6 and 9, once each.
        Assert.Equal(14, plan.Attempts);
    }

    [Fact]
    public async Task Work_that_fails_twice_is_abandoned_with_its_reason()
    {
        var plan = new FaultPlan(_ => int.MaxValue, () => new InvalidOperationException("always"));
        var failure = Assert.IsType<WorkAbandonedException>(await FailureOfAsync(plan));
        Assert.Equal(ExitCode.Fleet, failure.ExitCode);
        Assert.Equal(2, failure.Attempts);
        Assert.Equal(2, plan.Attempts);
        Assert.Contains("always", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_with_an_exit_code_of_its_own_keeps_it_and_is_not_tried_again()
    {
        var plan = new FaultPlan(_ => int.MaxValue, () => new DataFileException("data.jsonl", 3, "is broken", "mend it"));
        Assert.IsType<DataFileException>(await FailureOfAsync(plan));
        Assert.Equal(1, plan.Attempts);
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public async Task Weights_that_cannot_be_sampled_from_are_a_failure_of_numbers(RolloutEngine engine)
    {
        var tokenizer = new CharacterTokenizer("0123456789+=");
        var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", tokenizer.VocabularySize), seed: 3);
        using (no_grad())
        {
            foreach (var parameter in policy.parameters())
            {
                parameter.fill_(double.NaN);
            }
        }
        using var weights = new SharedWeights(policy, version: 4);
        var request = new CompletionRequest(0, new Prompt(0, "1+1="), [.. tokenizer.EncodeToIds("1+1=")], 0);
        var batch = new RolloutShare(1, 0, RandomPurpose.Rollout, 0, [request], new SamplingOptions { MaxNewTokens = 2 }, 1, ActorRefs.Nobody);
        var failure = Assert.IsType<NonFinitePolicyException>(
            await FailureOfAsync(Props.Create(() => new RolloutWorker(weights, tokenizer, 1, 1, engine, CancellationToken.None)), batch));
        Assert.Equal(ExitCode.Numerics, failure.ExitCode);
        Assert.Equal(4, failure.WeightsVersion);
    }

    private Task<Exception> FailureOfAsync(FaultPlan plan) => FailureOfAsync(Props.Create(() => new FailingWorker(plan)), "work 1");

    private async Task<Exception> FailureOfAsync(Props worker, object payload)
    {
        var failure = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        _system.ActorOf(Props.Create(() => new Overseer(worker, payload, failure)));
        return await failure.Task.WaitAsync(Limit);
    }

    // How often each piece of work fails, and what was seen of it.
    private sealed class FaultPlan(Func<long, int> failures, Func<Exception> create)
    {
        private readonly Dictionary<long, int> _seen = [];

        public int Failures { get; private set; }

        public int Attempts => _seen.Values.Sum();

        public void Meet(long id)
        {
            lock (_seen)
            {
                var before = _seen.GetValueOrDefault(id);
                _seen[id] = before + 1;
                if (before < failures(id))
                {
                    Failures++;
                    throw create();
                }
            }
        }
    }

    private sealed class FailingWorker(FaultPlan plan) : PoolWorker
    {
        protected override async Task<object> DoAsync(object payload)
        {
            await Task.Yield();
            var text = (string)payload;
            plan.Meet(long.Parse(text.AsSpan(text.LastIndexOf(' ')), System.Globalization.CultureInfo.InvariantCulture));
            return $"done: {text}";
        }
    }

    private sealed class Overseer : ReceiveActor
    {
        private readonly TaskCompletionSource<Exception> _failure;

        public Overseer(Props worker, object payload, TaskCompletionSource<Exception> failure)
        {
            _failure = failure;
            Receive<WorkDone>(done => failure.TrySetException(new InvalidOperationException($"work {done.Id} was done")));
            Context.ActorOf(WorkPool.Of(worker, 2)).Tell(new Work(1, payload));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(reason =>
        {
            _failure.TrySetResult(reason);
            return Directive.Stop;
        });
    }
}
