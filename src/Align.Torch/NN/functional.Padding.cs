using Align.Torch.Dispatching;

namespace Align.Torch;

/// <summary>What padding is filled with.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The values as seen in a mirror at the edge.</summary>
    Reflect = 1,

    /// <summary>The value at the edge.</summary>
    Replicate = 2,

    /// <summary>The values from the other end.</summary>
    Circular = 3,

    /// <summary>One value.</summary>
    Constant = 4,
}

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Adds elements at the ends of the last dimensions; a negative number takes some away.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">Before and after, of the last dimension, then of the one before it, and so on.</param>
            /// <param name="mode">What to fill with.</param>
            /// <param name="value">The filling of <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant => Dispatch.Call("pad", input, pad, "constant", value),
                PaddingModes.Zeros => Dispatch.Call("pad", input, pad, "constant", 0.0),
                PaddingModes.Reflect => Dispatch.Call("pad", input, pad, "reflect"),
                PaddingModes.Replicate => Dispatch.Call("pad", input, pad, "replicate"),
                PaddingModes.Circular => Dispatch.Call("pad", input, pad, "circular"),
                _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a padding mode."),
            };

            /// <summary>Adds elements at the ends of the last dimensions; a negative number takes some away.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">Before and after, of the last dimension, then of the one before it, and so on.</param>
            /// <param name="mode">What to fill with.</param>
            /// <param name="value">The filling of <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            /// <summary>Adds elements at the ends of the last dimension; a negative number takes some away.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">Before and after.</param>
            /// <param name="mode">What to fill with.</param>
            /// <param name="value">The filling of <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            /// <summary>Adds elements at the ends of the last two dimensions; a negative number takes some away.</summary>
            /// <param name="input">Any shape of at least two dimensions.</param>
            /// <param name="pad">Before and after, of the last dimension and then of the one before it.</param>
            /// <param name="mode">What to fill with.</param>
            /// <param name="value">The filling of <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Adds as many elements at both ends of every dimension.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">How many.</param>
            /// <param name="mode">What to fill with.</param>
            /// <param name="value">The filling of <see cref="PaddingModes.Constant"/>.</param>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                ArgumentNullException.ThrowIfNull(input);
                var everywhere = new long[2 * input.shape.Length];
                Array.Fill(everywhere, pad);
                return functional.pad(input, everywhere, mode, value);
            }
        }
    }
}
