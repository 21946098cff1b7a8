using Align.Core;
using Align.Models.Generation;
using Align.Models.Tokenization;
using Align.Training.Checkpoints;
using Align.Training.Supervision;

namespace Align.Training.Rollouts;

/// <summary>Generates completions with the shared weights. Which worker generates what leaves no trace in the result.</summary>
internal sealed class RolloutWorker(SharedWeights weights, Tokenizer tokenizer, long seed, int threads, RolloutEngine engine, CancellationToken cancellation) : PoolWorker
{
    /// <inheritdoc/>
    protected override Task<object> DoAsync(object payload)
    {
        var batch = (RolloutBatch)payload;
        return Task.Run<object>(() => Generate(batch), cancellation);
    }

    private RolloutBatchResult Generate(RolloutBatch batch)
    {
        torch.set_num_threads(threads);
        using var lease = weights.Read();
        var requests = batch.Requests.Select(request => new GenerationRequest(
            request.Prompt.Id, request.SampleIndex, request.PromptTokenIds, StreamOf(batch, request))).ToArray();
        var version = lease.Version;
        FaultPoint.At("rollouts.generate");
        var sequences = Sample(lease, requests, batch.Sampling);
        return new RolloutBatchResult([.. batch.Requests.Zip(sequences, (request, sequence) => ToCompletion(request, sequence, version))]);
    }

    private IReadOnlyList<GeneratedSequence> Sample(SharedWeights.ReadLease lease, GenerationRequest[] requests, SamplingOptions sampling)
    {
        try
        {
            return new TextGenerator(lease.Policy, requests.Length, engine).Generate(requests, sampling, cancellation);
        }
        catch (NonFiniteLogitsException failure)
        {
            throw new NonFinitePolicyException(failure, lease.Version);
        }
    }

    private RandomStream StreamOf(RolloutBatch batch, CompletionRequest request) =>
        RandomStream.Create(seed, batch.Purpose, batch.Step, request.Prompt.Id, request.SampleIndex);

    private Completion ToCompletion(CompletionRequest request, GeneratedSequence sequence, long version)
    {
        var spoken = sequence.FinishReason == FinishReason.Stop ? sequence.TokenIds[..^1] : sequence.TokenIds;
        return new Completion(
            request.Prompt.Id, request.SampleIndex, sequence.TokenIds, CompletionText.Of(spoken, tokenizer), sequence.LogProbs, version, sequence.FinishReason);
    }
}
