using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values of parameters. Every function overwrites its tensor, outside autograd, and returns it.</summary>
        public static class init
        {
            /// <summary>What follows a layer.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing.</summary>
                Linear = 0,

                /// <summary>A convolution.</summary>
                Conv1D = 1,

                /// <summary>A convolution.</summary>
                Conv2D = 2,

                /// <summary>A convolution.</summary>
                Conv3D = 3,

                /// <summary>A transposed convolution.</summary>
                ConvTranspose1D = 4,

                /// <summary>A transposed convolution.</summary>
                ConvTranspose2D = 5,

                /// <summary>A transposed convolution.</summary>
                ConvTranspose3D = 6,

                /// <summary>σ(x).</summary>
                Sigmoid = 7,

                /// <summary>tanh(x).</summary>
                Tanh = 8,

                /// <summary>max(x, 0).</summary>
                ReLU = 9,

                /// <summary>x where positive, a·x elsewhere.</summary>
                LeakyReLU = 10,
            }

            /// <summary>Which variance the first values keep.</summary>
            public enum FanInOut
            {
                /// <summary>That of results.</summary>
                FanIn = 0,

                /// <summary>That of gradients.</summary>
                FanOut = 1,
            }

            /// <summary>By how much a nonlinearity shrinks the standard deviation.</summary>
            /// <param name="nonlinearity">What follows the layer.</param>
            /// <param name="param">The slope a of <see cref="NonlinearityType.LeakyReLU"/>.</param>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + param * param)),
                _ => 1.0,
            };

            /// <summary>Fills with ones.</summary>
            /// <param name="tensor">Any shape.</param>
            public static Tensor ones_(Tensor tensor) => Fill("fill_.Scalar", tensor, 1.0);

            /// <summary>Fills with zeros.</summary>
            /// <param name="tensor">Any shape.</param>
            public static Tensor zeros_(Tensor tensor) => Fill("fill_.Scalar", tensor, 0.0);

            /// <summary>Fills with one value.</summary>
            /// <param name="tensor">Any shape.</param>
            /// <param name="val">The value.</param>
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill("fill_.Scalar", tensor, val);

            /// <summary>Draws from U(low, high).</summary>
            /// <param name="tensor">Float, any shape.</param>
            /// <param name="low">The least value.</param>
            /// <param name="high">The value that all stay below.</param>
            /// <param name="generator">Where the numbers come from; the default generator if null.</param>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill("uniform_", tensor, low, high, generator);

            /// <summary>Draws from N(mean, std²).</summary>
            /// <param name="tensor">Float, any shape.</param>
            /// <param name="mean">The mean.</param>
            /// <param name="std">The standard deviation, at least 0.</param>
            /// <param name="generator">Where the numbers come from; the default generator if null.</param>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill("normal_", tensor, mean, std, generator);

            /// <summary>Draws from N(mean, std²) within [a, b], by the inverse of the distribution function.</summary>
            /// <param name="tensor">Float, any shape.</param>
            /// <param name="mean">The mean before truncation.</param>
            /// <param name="std">The standard deviation before truncation, above 0.</param>
            /// <param name="a">The least value.</param>
            /// <param name="b">The greatest value.</param>
            /// <param name="generator">Where the numbers come from; the default generator if null.</param>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0.0, double std = 1.0, double a = -2.0, double b = 2.0,
                Generator? generator = null)
            {
                var low = NormalCumulative((a - mean) / std);
                var high = NormalCumulative((b - mean) / std);
                Fill("uniform_", tensor, 2 * low - 1, 2 * high - 1, generator);
                Fill("erfinv_", tensor);
                Fill("mul_.Scalar", tensor, std * Math.Sqrt(2.0));
                Fill("add_.Scalar", tensor, mean);
                return Fill("clamp_", tensor, a, b);
            }

            /// <summary>Draws from U(−g√(3/fan), g√(3/fan)), g the gain (He et al., arXiv:1502.01852).</summary>
            /// <param name="tensor">Float [out, in, …].</param>
            /// <param name="a">The slope of <see cref="NonlinearityType.LeakyReLU"/>.</param>
            /// <param name="mode">Which fan.</param>
            /// <param name="nonlinearity">What follows the layer.</param>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3.0) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Draws from N(0, g²/fan), g the gain (He et al., arXiv:1502.01852).</summary>
            /// <param name="tensor">Float [out, in, …].</param>
            /// <param name="a">The slope of <see cref="NonlinearityType.LeakyReLU"/>.</param>
            /// <param name="mode">Which fan.</param>
            /// <param name="nonlinearity">What follows the layer.</param>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Draws from U(−g√(6/(in + out)), g√(6/(in + out))) (Glorot and Bengio, 2010).</summary>
            /// <param name="tensor">Float [out, in, …].</param>
            /// <param name="gain">g.</param>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var bound = Math.Sqrt(3.0) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Draws from N(0, 2g²/(in + out)) (Glorot and Bengio, 2010).</summary>
            /// <param name="tensor">Float [out, in, …].</param>
            /// <param name="gain">g.</param>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) => normal_(tensor, 0, XavierDeviation(tensor, gain));

            /// <summary>How many inputs a result depends on, and how many results an input goes to.</summary>
            /// <param name="tensor">A weight [out, in, …].</param>
            /// <exception cref="ArgumentException">It has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                var shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"Fans need a weight [out, in, …], not one of shape [{string.Join(", ", shape)}].", nameof(tensor));
                var field = shape[2..].Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            private static double NormalCumulative(double deviations)
            {
                using var scope = NewDisposeScope();
                return (1 + Dispatch.Call("erf", tensor(deviations / Math.Sqrt(2.0), ScalarType.Float64)).ToDouble()) / 2;
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static Tensor Fill(string name, Tensor tensor, params ReadOnlySpan<Argument> arguments)
            {
                using var noGrad = no_grad();
                return Dispatch.CallInPlace(name, tensor, arguments);
            }
        }
    }
}
