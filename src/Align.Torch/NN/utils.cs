using Align.Torch.Dispatching;
using Align.Torch.Modules;

namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Operations on all parameters of a model together.</summary>
        public static partial class utils
        {
            /// <summary>
            /// Scales all gradients by min(1, max_norm/(norm + 10⁻⁶)), the norm taken as if they were one vector. Where the norm is not
            /// finite the gradients come out useless: infinity makes them 0 or NaN, and NaN makes them NaN. So look at the result first.
            /// </summary>
            /// <param name="tensors">Parameters; those without a gradient are passed over.</param>
            /// <param name="max_norm">The limit.</param>
            /// <param name="norm_type">The order p of the norm; infinity for the largest magnitude.</param>
            /// <returns>The norm before scaling; 0 if there is no gradient.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0)
                    return 0;
                var norms = gradients.Select(gradient => Dispatch.Call("norm.Scalar", gradient, norm_type)).ToArray();
                var norm = norms.Length == 1 ? norms[0] : Dispatch.Call("norm.Scalar", stack(norms), norm_type);
                var factor = Dispatch.Call("clamp", max_norm / (norm + 1e-6), Argument.None, 1.0);
                foreach (var gradient in gradients)
                    Dispatch.CallInPlace("mul_.Tensor", gradient, factor);
                return norm.ToDouble();
            }

            /// <summary>Moves every element of every gradient into [−clip_value, clip_value].</summary>
            /// <param name="tensors">Parameters; those without a gradient are passed over.</param>
            /// <param name="clip_value">The limit.</param>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in tensors.Select(parameter => parameter.grad).OfType<Tensor>())
                    Dispatch.CallInPlace("clamp_", gradient, -clip_value, clip_value);
            }

            /// <summary>All elements of all parameters in one vector.</summary>
            /// <param name="tensors">Parameters of one dtype on one device.</param>
            /// <returns>Float [number of elements]; gradients flow back to the parameters.</returns>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                using var scope = NewDisposeScope();
                return cat([.. tensors.Select(parameter => parameter.reshape(-1))]).MoveToOuterDisposeScope();
            }

            /// <summary>Overwrites the parameters with the elements of a vector.</summary>
            /// <param name="vec">As <see cref="parameters_to_vector"/> returns it.</param>
            /// <param name="tensors">The parameters, in the same order.</param>
            /// <exception cref="ArgumentException">The vector has fewer or more elements than the parameters.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                ArgumentNullException.ThrowIfNull(vec);
                var parameters = tensors.ToArray();
                var total = parameters.Sum(parameter => parameter.numel());
                if (vec.dim() != 1 || vec.numel() != total)
                    throw new ArgumentException($"The parameters have {total} elements but the vector has shape [{string.Join(", ", vec.shape)}].", nameof(vec));
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                var offset = 0L;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, offset, parameter.numel()).reshape(parameter.shape));
                    offset += parameter.numel();
                }
            }
        }
    }
}
