using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What becomes of the terms of a loss.</summary>
        public enum Reduction : long
        {
            /// <summary>They are returned as they are.</summary>
            None = 0,

            /// <summary>Their mean is returned: NaN where there is none.</summary>
            Mean = 1,

            /// <summary>Their sum is returned.</summary>
            Sum = 2,
        }

        public static partial class functional
        {
            /// <summary>−log softmax(input)[target], in nats.</summary>
            /// <param name="input">Logits, float [N, C], [C] or [N, C, *].</param>
            /// <param name="target">Classes, int64 [N], [] or [N, *]; or probabilities, float of the input's shape.</param>
            /// <param name="weight">Of the classes, float [C]; the mean is then a weighted one.</param>
            /// <param name="ignore_index">A class whose terms count neither in the sum nor in the mean's denominator.</param>
            /// <param name="reduction">A term each, their mean (NaN if all are ignored) or their sum.</param>
            /// <param name="label_smoothing">Share of the uniform distribution in the target, in [0, 1].</param>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Dispatch.Call("cross_entropy_loss", input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>−input[target].</summary>
            /// <param name="input">Log-probabilities, float [N, C], [C] or [N, C, *], in nats.</param>
            /// <param name="target">Classes, int64 [N], [] or [N, *].</param>
            /// <param name="weight">Of the classes, float [C]; the mean is then a weighted one.</param>
            /// <param name="reduction">A term each, their mean or their sum.</param>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Dispatch.Call("nll_loss_nd", input, target, weight, (long)reduction);

            /// <summary>(input − target)².</summary>
            /// <param name="input">Float, any shape.</param>
            /// <param name="target">Float of the input's shape.</param>
            /// <param name="reduction">A term each, their mean or their sum.</param>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Dispatch.Call("mse_loss", input, target, (long)reduction);

            /// <summary>−p·t·log σ(x) − (1 − t)·log(1 − σ(x)), in nats.</summary>
            /// <param name="input">Logits x, float, any shape.</param>
            /// <param name="target">Probabilities t, float of the input's shape.</param>
            /// <param name="weight">Of the terms, of a shape that broadcasts with the input's.</param>
            /// <param name="reduction">A term each, their mean or their sum.</param>
            /// <param name="pos_weights">The weight p of positive targets, of a shape that broadcasts with the input's.</param>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Dispatch.Call("binary_cross_entropy_with_logits", input, target, weight, pos_weights, (long)reduction);
        }
    }
}
