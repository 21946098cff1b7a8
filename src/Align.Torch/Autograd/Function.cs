#nullable disable annotations // As in TorchSharp, so that overriders may annotate as they like.
#pragma warning disable CA1000 // `apply` is a static member of the generic class in TorchSharp too.
namespace Align.Torch;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>An operation with a gradient of its own. Derive from one of its two subclasses and call their <c>apply</c>.</summary>
        /// <typeparam name="T">The deriving class itself.</typeparam>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            /// <summary>The name of the graph's node, for messages.</summary>
            public abstract string Name { get; }

            internal static List<Tensor> Apply(object[] vars) => FunctionNode.Apply(Instance.Name, vars, Instance.Forward, Instance.Backward);

            internal abstract List<Tensor> Forward(AutogradContext context, object[] vars);

            internal abstract List<Tensor> Backward(AutogradContext context, List<Tensor> gradOutputs);
        }

        /// <summary>A custom operation with one output.</summary>
        /// <typeparam name="T">The deriving class itself.</typeparam>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            /// <summary>Runs forward and, when an argument requires a gradient, records the operation.</summary>
            public static Tensor apply(params object[] vars) => Apply(vars)[0];

            /// <summary>The operation itself; nothing inside is recorded.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>One gradient for each argument of forward; null for those that have none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> Forward(AutogradContext context, object[] vars) => [forward(context, vars)];

            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> gradOutputs) => backward(context, gradOutputs[0]);
        }

        /// <summary>A custom operation with several outputs.</summary>
        /// <typeparam name="T">The deriving class itself.</typeparam>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            /// <summary>Runs forward and, when an argument requires a gradient, records the operation.</summary>
            public static List<Tensor> apply(params object[] vars) => Apply(vars);

            /// <summary>The operation itself; nothing inside is recorded.</summary>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>One gradient for each argument of forward; null for those that have none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> Forward(AutogradContext context, object[] vars) => forward(context, vars);

            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> gradOutputs) => backward(context, gradOutputs);
        }
    }
}
