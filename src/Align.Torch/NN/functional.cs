using Align.Torch.Dispatching;
using Align.Torch.Modules;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>Neural networks.</summary>
    public static partial class nn
    {
        /// <summary>The operations of neural networks as functions. Gradients flow through all of them.</summary>
        public static partial class functional
        {
            /// <summary>The affine map y = x Wᵀ + b over the last dimension.</summary>
            /// <param name="input">Float [*, in].</param>
            /// <param name="weights">Float [out, in].</param>
            /// <param name="bias">Float [out], or null.</param>
            /// <returns>Float [*, out].</returns>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Dispatch.Call("linear", input, weights, bias);

            /// <summary>Zeroes each element with probability p and scales the rest by 1/(1−p).</summary>
            /// <param name="input">Float, any shape.</param>
            /// <param name="p">Probability in [0, 1].</param>
            /// <param name="training">False for the identity.</param>
            /// <param name="inplace">Overwrites the input.</param>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Unary("dropout", input, inplace, p, training);

            /// <summary>exp(x) over its sum along a dimension.</summary>
            /// <param name="input">Float, any shape.</param>
            /// <param name="dim">The dimension that sums to one; negative counts from the end.</param>
            /// <param name="dtype">The type to compute and answer in; the input's if null.</param>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Dispatch.Call("softmax.int", input, dim, dtype);

            /// <summary>The logarithm of <see cref="softmax"/>, computed without leaving log space.</summary>
            /// <param name="x">Float, any shape.</param>
            /// <param name="dim">The dimension whose exponentials sum to one; negative counts from the end.</param>
            public static Tensor log_softmax(Tensor x, long dim) => Dispatch.Call("log_softmax.int", x, dim);

            /// <summary>x·σ(x).</summary>
            /// <param name="x">Float, any shape.</param>
            /// <param name="inplace">Overwrites the input.</param>
            public static Tensor silu(Tensor x, bool inplace = false) => Unary("silu", x, inplace);

            /// <summary>max(x, 0).</summary>
            /// <param name="x">Any shape.</param>
            /// <param name="inplace">Overwrites the input.</param>
            public static Tensor relu(Tensor x, bool inplace = false) => Unary("relu", x, inplace);

            /// <summary>x·Φ(x), Φ by the error function.</summary>
            /// <param name="x">Float, any shape.</param>
            public static Tensor gelu(Tensor x) => gelu(x, inplace: false);

            /// <summary>x·Φ(x), Φ by the error function.</summary>
            /// <param name="x">Float, any shape.</param>
            /// <param name="inplace">Overwrites the input.</param>
            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            /// <summary>x·Φ(x).</summary>
            /// <param name="x">Float, any shape.</param>
            /// <param name="approximate">How Φ is computed.</param>
            /// <param name="inplace">Overwrites the input.</param>
            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                Unary("gelu", x, inplace, approximate == Modules.GELU.Approximate.tanh ? "tanh" : "none");

            /// <summary>log(1 + exp(βx))/β, and x itself where βx exceeds the threshold.</summary>
            /// <param name="x">Float, any shape.</param>
            /// <param name="beta">β, not 0.</param>
            /// <param name="threshold">From where on the function is taken as linear.</param>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Dispatch.Call("softplus", x, beta, threshold);

            /// <summary>log σ(x), without overflow at either end.</summary>
            /// <param name="x">Float, any shape.</param>
            public static Tensor logsigmoid(Tensor x) => Dispatch.Call("log_sigmoid", x);

            /// <summary>Vectors with a one at the given index and zeros elsewhere.</summary>
            /// <param name="x">Int64 [*], none negative.</param>
            /// <param name="num_classes">Length of the vectors; one more than the largest index if -1.</param>
            /// <returns>Int64 [*, num_classes].</returns>
            /// <exception cref="ArgumentException">The indices are not int64.</exception>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                ArgumentNullException.ThrowIfNull(x);
                if (x.dtype != ScalarType.Int64)
                    throw new ArgumentException($"one_hot takes int64 indices, not {x.dtype}.", nameof(x));
                return Dispatch.Call("one_hot", x, num_classes);
            }

            /// <summary>x / max(‖x‖ₚ, ε) along a dimension.</summary>
            /// <param name="input">Float, any shape.</param>
            /// <param name="p">The order of the norm.</param>
            /// <param name="dim">The dimension that becomes a unit vector.</param>
            /// <param name="eps">Keeps zero vectors finite.</param>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using var scope = NewDisposeScope();
                var norm = Dispatch.Call("norm.ScalarOpt_dim", input, p, new[] { dim }, true);
                return Dispatch.Call("div.Tensor", input, Dispatch.Call("clamp_min", norm, eps)).MoveToOuterDisposeScope();
            }

            /// <summary>The cosine of the angle between vectors.</summary>
            /// <param name="x1">Float, any shape.</param>
            /// <param name="x2">Float, of a shape that broadcasts with that of <paramref name="x1"/>.</param>
            /// <param name="dim">The dimension of the vectors, which goes.</param>
            /// <param name="eps">Keeps zero vectors finite.</param>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                Dispatch.Call("cosine_similarity", x1, x2, dim, eps);

            internal static Tensor Lookup(Tensor input, Tensor table, EmbeddingLookup lookup)
            {
                if (lookup.MaxNorm is { } limit)
                {
                    using var noGrad = no_grad();
                    Dispatch.CallInPlace("embedding_renorm_", table, input, limit, lookup.NormType);
                }

                return Dispatch.Call("embedding", table, input, lookup.PaddingRow, lookup.ScaleGradByFrequency, lookup.Sparse);
            }

            private static Tensor Unary(string name, Tensor x, bool inplace, params ReadOnlySpan<Argument> arguments)
            {
                if (inplace)
                    return Dispatch.Call("alias", Dispatch.CallInPlace(name + "_", x, arguments));
                return arguments.Length switch
                {
                    0 => Dispatch.Call(name, x),
                    1 => Dispatch.Call(name, x, arguments[0]),
                    _ => Dispatch.Call(name, x, arguments[0], arguments[1]),
                };
            }
        }
    }
}
