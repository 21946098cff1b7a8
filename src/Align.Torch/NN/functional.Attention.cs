using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(QKᵀ/√E + mask) V, with dropout on the softmax.</summary>
            /// <remarks>
            /// Composed of matmul, softmax and dropout, and so differentiable twice. A query that may see no key gives NaN, as in PyTorch.
            /// </remarks>
            /// <param name="query">Q, float [N, …, L, E].</param>
            /// <param name="key">K, float [N, …, S, E].</param>
            /// <param name="value">V, float [N, …, S, Ev].</param>
            /// <param name="attn_mask">[N, …, L, S]: bool, true where a query sees a key; or float, added to the scores.</param>
            /// <param name="p">Probability of dropout, in [0, 1]; applied whatever the mode of any module.</param>
            /// <param name="is_casual">Causal attention: query i sees keys 0 … i. Excludes <paramref name="attn_mask"/>.</param>
            /// <returns>Float [N, …, L, Ev].</returns>
            /// <exception cref="ArgumentException">p is negative, or both kinds of mask are given.</exception>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null,
                double p = 0.0, bool is_casual = false)
            {
                ArgumentNullException.ThrowIfNull(query);
                ArgumentNullException.ThrowIfNull(key);
                if (p < 0)
                    throw new ArgumentException($"A probability of dropout is at least 0, but p is {p}.", nameof(p));
                if (is_casual && attn_mask is not null)
                    throw new ArgumentException("Causal attention makes its own mask and takes no other.", nameof(attn_mask));
                using var scope = NewDisposeScope();
                var scale = 1 / Math.Sqrt(query.shape[^1]);
                var scores = Dispatch.Call("matmul", Dispatch.Call("mul.Scalar", query, scale), Dispatch.Call("transpose.int", key, -2, -1));
                var visible = is_casual ? CausalMask(query.shape[^2], key.shape[^2], query.device) : attn_mask;
                var weights = softmax(Masked(scores, visible), -1);
                return Dispatch.Call("matmul", p > 0 ? dropout(weights, p) : weights, value).MoveToOuterDisposeScope();
            }

            private static Tensor CausalMask(long queries, long keys, Device device) =>
                Dispatch.Call("tril", ones(queries, keys, dtype: ScalarType.Bool, device: device));

            private static Tensor Masked(Tensor scores, Tensor? mask) => mask switch
            {
                null => scores,
                { dtype: ScalarType.Bool } => Dispatch.Call("masked_fill.Scalar", scores, Dispatch.Call("logical_not", mask), double.NegativeInfinity),
                _ => Dispatch.Call("add.Tensor", scores, mask),
            };
        }
    }
}
