using Align.Torch.Modules;

namespace Align.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The Gaussian error linear unit, x·Φ(x).</summary>
            public static GELU GELU() => new(Modules.GELU.Approximate.none, inplace: false);

            /// <summary>The Gaussian error linear unit, x·Φ(x).</summary>
            /// <param name="inplace">Overwrites the input.</param>
            public static GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

            /// <summary>The Gaussian error linear unit, x·Φ(x).</summary>
            /// <param name="approximate">How Φ is computed.</param>
            /// <param name="inplace">Overwrites the input.</param>
            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
        }
    }

    namespace Modules
    {
        /// <summary>The Gaussian error linear unit, x·Φ(x) (Hendrycks and Gimpel, arXiv:1606.08415).</summary>
        public sealed class GELU : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU)) =>
                (this.approximate, this.inplace) = (approximate, inplace);

            /// <summary>How Φ is computed.</summary>
            public enum Approximate
            {
                /// <summary>By the error function.</summary>
                none,

                /// <summary>As ½(1 + tanh(√(2/π)(x + 0.044715 x³))).</summary>
                tanh,
            }

            /// <summary>How Φ is computed.</summary>
            public Approximate approximate { get; set; }

            /// <summary>Whether the input is overwritten.</summary>
            public bool inplace { get; set; }

            /// <inheritdoc/>
            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.gelu(tensor, approximate, inplace);
        }
    }
}
