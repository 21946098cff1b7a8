using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using Align.Algorithms.TokenWeights;
using Align.Models.Transformers;

namespace Align.Training.Learning;

/// <summary>A micro-batch on the device, with the log-probabilities that stay fixed while the policy moves. Owns its tensors.</summary>
internal sealed class PreparedMicroBatch : IDisposable
{
    private PreparedMicroBatch(CompletionBatch batch, Tensor mask, Tensor advantages, Tensor sampledLogProbs) =>
        (Batch, Mask, Advantages, SampledLogProbs) = (batch, mask, advantages, sampledLogProbs);

    /// <summary>Prompts and completions, padded.</summary>
    public CompletionBatch Batch { get; }

    /// <summary>bool [N, C]: true where a token counts in the loss.</summary>
    public Tensor Mask { get; }

    /// <summary>float32: [N], or [N, C] where tokens have advantages of their own.</summary>
    public Tensor Advantages { get; }

    /// <summary>The sampler's own log-probabilities, nats, float32 [N, C]; 0 in the padding.</summary>
    public Tensor SampledLogProbs { get; }

    /// <summary>log π_old, nats, [N, C]; <see langword="null"/> until it is set.</summary>
    public Tensor? OldLogProbs { get; set; }

    /// <summary>The entropy of π_old at each position, nats, [N, C]; <see langword="null"/> where nobody reads it.</summary>
    public Tensor? OldEntropy { get; set; }

    /// <summary>log π_ref, nats, [N, C]; <see langword="null"/> without a KL term.</summary>
    public Tensor? ReferenceLogProbs { get; set; }

    /// <summary>Puts samples on the device.</summary>
    public static PreparedMicroBatch Create(ImmutableArray<JudgedSample> samples, int padTokenId, Device device)
    {
        var batch = CompletionBatch.Create(
            [.. samples.Select(sample => ((IReadOnlyList<int>)sample.Trajectory.PromptTokenIds, (IReadOnlyList<int>)sample.Trajectory.Completion.TokenIds))],
            padTokenId,
            device: device);
        var width = batch.CompletionIds.shape[1];
        using var scope = NewDisposeScope();
        return new PreparedMicroBatch(
            batch,
            MaskOf(samples, width).to(device).DetachFromDisposeScope(),
            AdvantagesOf(samples, width).to(device).DetachFromDisposeScope(),
            SampledOf(samples, width).to(device).DetachFromDisposeScope());
    }

    /// <summary>What a token weighting reads under a policy; casts belong to the caller's dispose scope.</summary>
    /// <param name="logProbs">log π_θ, nats, [N, C], without gradients.</param>
    public WeightedTokens Weighted(Tensor logProbs) => new()
    {
        LogProbs = logProbs,
        OldLogProbs = OldLogProbs!,
        OldEntropy = OldEntropy!.to(logProbs.dtype),
        Advantages = Advantages.to(logProbs.dtype),
        Mask = Mask,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Batch.Dispose();
        Mask.Dispose();
        Advantages.Dispose();
        SampledLogProbs.Dispose();
        OldLogProbs?.Dispose();
        OldEntropy?.Dispose();
        ReferenceLogProbs?.Dispose();
    }

    private static Tensor MaskOf(ImmutableArray<JudgedSample> samples, long width)
    {
        var mask = new bool[samples.Length * width];
        for (var row = 0; row < samples.Length; row++)
        {
            mask.AsSpan((int)(row * width), samples[row].Tokens).Fill(true);
        }
        return tensor(mask, [samples.Length, width]);
    }

    private static Tensor AdvantagesOf(ImmutableArray<JudgedSample> samples, long width) => samples.Any(sample => sample.TokenAdvantages is not null)
        ? TokenAdvantages.Pad([.. samples.Select(sample => sample.TokenAdvantages!.Value)], width, ScalarType.Float32)
        : tensor(samples.Select(sample => (float)sample.Advantage).ToArray());

    private static Tensor SampledOf(ImmutableArray<JudgedSample> samples, long width)
    {
        var values = new float[samples.Length * width];
        for (var row = 0; row < samples.Length; row++)
        {
            samples[row].Trajectory.Completion.LogProbs.CopyTo(values.AsSpan((int)(row * width)));
        }
        return tensor(values, [samples.Length, width]);
    }
}
