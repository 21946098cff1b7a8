using Align.Torch.Modules;

namespace Align.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Zeroes each element with probability p while training and scales the rest by 1/(1−p).</summary>
            /// <param name="p">Probability in [0, 1].</param>
            /// <param name="inplace">Overwrites the input.</param>
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }

    namespace Modules
    {
        /// <summary>Zeroes each element with probability p while training and scales the rest by 1/(1−p); the identity otherwise.</summary>
        public sealed class Dropout : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

            /// <summary>The probability that an element is zeroed, in [0, 1].</summary>
            public double p { get; set; }

            /// <summary>Whether the input is overwritten.</summary>
            public bool inplace { get; set; }

            /// <inheritdoc/>
            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.dropout(tensor, p, training, inplace);
        }
    }
}
