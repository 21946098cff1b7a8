using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Moves and converts all parameters, their gradients and the buffers. The tensor objects stay the same, so that optimizers,
            /// fields and modules that share a parameter go on with the converted values.
            /// </summary>
            internal void Convert(Device? device, ScalarType? dtype, bool nonBlocking)
            {
                if (dtype is { } wanted && !is_floating_point(wanted))
                    throw new ArgumentException($"A module's dtype is a floating-point type, but {wanted} was asked for.", nameof(dtype));
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                foreach (var parameter in parameters())
                {
                    ConvertData(parameter, device, dtype, nonBlocking);
                    if (parameter.grad is { } grad)
                        ConvertData(grad, device, dtype, nonBlocking);
                }

                foreach (var buffer in buffers())
                    ConvertData(buffer, device, dtype, nonBlocking);
            }

            private static void ConvertData(Tensor tensor, Device? device, ScalarType? dtype, bool nonBlocking)
            {
                var targetType = tensor.is_floating_point() ? dtype ?? tensor.dtype : tensor.dtype;
                var converted = tensor.to(targetType, device ?? tensor.device, non_blocking: nonBlocking);
                if (!ReferenceEquals(converted, tensor))
                    Dispatch.CallInPlace("set_data", tensor, converted);
            }
        }
    }
}
