using Align.Torch.Modules;

namespace Align.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Makes a tensor a parameter.</summary>
            /// <param name="data">Its value; the tensor object is spent by the call.</param>
            /// <param name="requires_grad">False for a parameter that is not trained.</param>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }

    namespace Modules
    {
        /// <summary>A tensor that a module trains.</summary>
        public class Parameter : torch.Tensor
        {
            /// <summary>Makes a tensor a parameter.</summary>
            /// <param name="data">Its value, a leaf of the autograd graph. The tensor object is spent by the call: its storage belongs to the parameter.</param>
            /// <param name="requires_grad">False for a parameter that is not trained.</param>
            public Parameter(torch.Tensor data, bool requires_grad = true) : this(data, data.OwningDisposeScope, requires_grad)
            {
            }

            private Parameter(torch.Tensor data, DisposeScope? owner, bool requiresGrad)
                : base(data.with_requires_grad(requiresGrad).DecoupleFromNativeHandle()) => MoveToOtherDisposeScope(owner);
        }
    }
}
