using Align.Torch.Modules;

namespace Align.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An affine map with weights drawn from U(−1/√in, 1/√in), and so its bias.</summary>
            /// <param name="inputSize">Size of the last dimension of inputs.</param>
            /// <param name="outputSize">Size of the last dimension of results.</param>
            /// <param name="hasBias">False for a linear map.</param>
            /// <param name="device">Where the parameters are; the default device if null.</param>
            /// <param name="dtype">Their type; the default type if null.</param>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            /// <summary>An affine map with given parameters, which the module owns from now on.</summary>
            /// <param name="weight">Float [out, in].</param>
            /// <param name="bias">Float [out], or null for a linear map.</param>
            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }

    namespace Modules
    {
        /// <summary>The affine map y = x Wᵀ + b over the last dimension.</summary>
        public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
            {
                ArgumentNullException.ThrowIfNull(weight);
                (out_features, in_features) = (weight.shape[0], weight.shape[1]);
                this.weight = weight;
                this.bias = bias;
            }

            internal Linear(long inputSize, long outputSize, bool hasBias, torch.Device? device, torch.ScalarType? dtype)
                : base(nameof(Linear))
            {
                (in_features, out_features) = (inputSize, outputSize);
                weight = new Parameter(torch.empty(outputSize, inputSize, dtype: dtype, device: device));
                torch.nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (!hasBias)
                    return;
                var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                bias = new Parameter(torch.empty(outputSize, dtype: dtype, device: device));
                torch.nn.init.uniform_(bias, -bound, bound);
            }

            /// <summary>Size of the last dimension of inputs.</summary>
            public long in_features { get; set; }

            /// <summary>Size of the last dimension of results.</summary>
            public long out_features { get; set; }

            /// <summary>Float [out, in]. What is set here is owned by the module, and what was there before is released.</summary>
            public Parameter weight
            {
                get;
                set
                {
                    field = value;
                    ReplaceParameter(nameof(weight), value);
                }
            }

            /// <summary>Float [out], or null. What is set here is owned by the module, and what was there before is released.</summary>
            public Parameter? bias
            {
                get;
                set
                {
                    field = value;
                    ReplaceParameter(nameof(bias), value);
                }
            }

            /// <inheritdoc/>
            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, weight, bias);

            /// <summary>Both parameters are registered by name as they are set.</summary>
            protected override void RegisterComponents()
            {
            }
        }
    }
}
