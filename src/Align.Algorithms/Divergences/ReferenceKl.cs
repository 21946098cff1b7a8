using Align.Algorithms.Masking;

namespace Align.Algorithms.Divergences;

/// <summary>KL(π_ref ‖ π_θ) of the whole next-token distribution at each position: Σ_v π_ref(v)·(log π_ref(v) − log π_θ(v)), nats, at least 0.</summary>
/// <remarks>
/// The sequential KL of TDPO (Zeng et al. 2024, arXiv:2404.11999) and SparsePO (arXiv:2410.05102). Differs from the official code in two
/// ways: both sides take log_softmax, where the original's log(softmax) gives −∞·0 = NaN once a reference probability underflows; and positions are
/// worked through in chunks, forwards and backwards, so that beside the two inputs and the gradient no tensor of the vocabulary's
/// size outlives a chunk. Value and gradient do not depend on the chunk.
/// </remarks>
public static class ReferenceKl
{
    /// <summary>Positions a chunk unless told otherwise.</summary>
    public const int DefaultChunkTokens = 1024;

    /// <summary>The divergence at each position.</summary>
    /// <param name="referenceLogits">Logits of the frozen reference, floating point [N, T, V]; constant. A logit of −∞ is a token of probability 0.</param>
    /// <param name="logits">Logits of the policy, of the same type and shape; gradients flow: d KL / d logits = π_θ − π_ref.</param>
    /// <param name="chunkTokens">Positions worked through at once; at least 1.</param>
    /// <returns>[N, T]: float64 for float64 logits, else float32. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor Compute(Tensor referenceLogits, Tensor logits, int chunkTokens = DefaultChunkTokens)
    {
        Shape.Require(referenceLogits, "N T V").And(logits, "N T V");
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkTokens, 1);
        using var scope = torch.NewDisposeScope();
        var (rows, columns, vocabulary) = (logits.shape[0], logits.shape[1], logits.shape[2]);
        var reference = referenceLogits.detach().reshape(rows * columns, vocabulary);
        var policy = logits.reshape(rows * columns, vocabulary);
        return ChunkedKl.apply(reference, policy, chunkTokens).view(rows, columns).MoveToOuterDisposeScope();
    }

    /// <summary>The divergence with a backward of its own, which keeps the logits alone and works in the same chunks.</summary>
    private sealed class ChunkedKl : torch.autograd.SingleTensorFunction<ChunkedKl>
    {
        private const string ChunkKey = "chunk";

        public override string Name => nameof(ChunkedKl);

        public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
        {
            var (reference, policy, chunk) = ((Tensor)vars[0], (Tensor)vars[1], (int)vars[2]);
            ctx.save_for_backward([reference, policy]);
            ctx.save_data(ChunkKey, chunk);
            using var scope = torch.NewDisposeScope();
            var wide = policy.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
            var divergence = torch.empty(policy.shape[0], dtype: wide, device: policy.device);
            foreach (var (start, count) in Chunks(policy.shape[0], chunk))
            {
                using var part = torch.NewDisposeScope();
                var referenceLog = reference.narrow(0, start, count).to(wide).log_softmax(-1);
                var probability = referenceLog.exp();
                var difference = referenceLog - policy.narrow(0, start, count).to(wide).log_softmax(-1);
                var zero = torch.zeros_like(probability);
                divergence.narrow(0, start, count).copy_(torch.where(probability.gt(0), probability * difference, zero).sum(-1));
            }
            return divergence.MoveToOuterDisposeScope();
        }

        public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = torch.NewDisposeScope();
            var saved = ctx.get_saved_variables();
            var (reference, policy, chunk) = (saved[0], saved[1], (int)ctx.get_data(ChunkKey));
            var wide = grad_output.dtype;
            var gradient = torch.empty_like(policy);
            foreach (var (start, count) in Chunks(policy.shape[0], chunk))
            {
                using var part = torch.NewDisposeScope();
                var probability = policy.narrow(0, start, count).to(wide).softmax(-1);
                var referenceProbability = reference.narrow(0, start, count).to(wide).softmax(-1);
                var upstream = grad_output.narrow(0, start, count).unsqueeze(-1);
                gradient.narrow(0, start, count).copy_((probability - referenceProbability) * upstream);
            }
            return [null!, gradient.MoveToOuterDisposeScope(), null!];
        }

        private static IEnumerable<(long Start, long Count)> Chunks(long total, int chunk)
        {
            for (var start = 0L; start < total; start += chunk)
            {
                yield return (start, Math.Min(chunk, total - start));
            }
        }
    }
}
