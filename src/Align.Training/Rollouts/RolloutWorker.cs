using Align.Core;
using Align.Models.Generation;
using Align.Models.Tokenization;
using Align.Training.Checkpoints;
using Align.Training.Supervision;

namespace Align.Training.Rollouts;

/// <summary>Generates completions with the shared weights and sends each on when it is whole. Which worker generates what leaves no trace in the result.</summary>
internal sealed class RolloutWorker(SharedWeights weights, Tokenizer tokenizer, long seed, int threads, RolloutEngine engine, CancellationToken cancellation) : PoolWorker
{
    /// <inheritdoc/>
    protected override Task<object> DoAsync(object payload)
    {
        var share = (RolloutShare)payload;
        return Task.Run<object>(() => Generate(share), cancellation);
    }

    private ShareGenerated Generate(RolloutShare share)
    {
        torch.set_num_threads(threads);
        using var lease = weights.Read();
        var requests = share.Requests.Select(request => new GenerationRequest(
            request.Prompt.Id, request.SampleIndex, request.PromptTokenIds, StreamOf(share, request))).ToArray();
        var version = lease.Version;
        FaultPoint.At("rollouts.generate");
        Sample(lease, requests, share, (index, sequence) => share.Collector.Tell(
            new CompletionGenerated(share.Collection, share.First + index, ToCompletion(share.Requests[index], sequence, version)), ActorRefs.NoSender));
        return new ShareGenerated();
    }

    private void Sample(SharedWeights.ReadLease lease, GenerationRequest[] requests, RolloutShare share, Action<int, GeneratedSequence> finished)
    {
        try
        {
            var packed = GenerationPath.IsNative(lease.Policy, engine) ? lease.Packed : null;
            new TextGenerator(lease.Policy, share.Slots, engine, packed).Generate(requests, share.Sampling, finished, cancellation);
        }
        catch (NonFiniteLogitsException failure)
        {
            throw new NonFinitePolicyException(failure, lease.Version);
        }
    }

    private RandomStream StreamOf(RolloutShare share, CompletionRequest request) =>
        RandomStream.Create(seed, share.Purpose, share.Step, request.Prompt.Id, request.SampleIndex);

    private Completion ToCompletion(CompletionRequest request, GeneratedSequence sequence, long version)
    {
        var spoken = sequence.FinishReason == FinishReason.Stop ? sequence.TokenIds[..^1] : sequence.TokenIds;
        return new Completion(
            request.Prompt.Id, request.SampleIndex, sequence.TokenIds, CompletionText.Of(spoken, tokenizer), sequence.LogProbs, version, sequence.FinishReason);
    }
}
