using Align.Torch.Modules;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>Optimizers and learning-rate schedulers.</summary>
    public static partial class optim
    {
        /// <summary>Updates parameters from their gradients.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            /// <summary>The groups of parameters, each with its own learning rate.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => Groups;

            private protected List<ParamGroup> Groups { get; } = [];

            /// <summary>Overwrites all gradients with zeros; parameters without one stay without.</summary>
            public abstract void zero_grad();

            /// <summary>Updates every parameter that has a gradient.</summary>
            /// <param name="closure">Computes the loss again, with gradients enabled, before the update.</param>
            /// <returns>What the closure returned; null without one.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>The parameters of all groups, in order.</summary>
            public virtual IEnumerable<Parameter> parameters() => Groups.SelectMany(group => group.Parameters);

            /// <summary>Adds a group; options it leaves open take the optimizer's values.</summary>
            /// <param name="param_group">The group.</param>
            /// <exception cref="ArgumentException">A parameter belongs to a group already.</exception>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Releases the optimizer's state; the parameters stay.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Releases the optimizer's state; the parameters stay.</summary>
            /// <param name="disposing">False when called by a finalizer, which must not touch it.</param>
            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>An optimizer's options by group and its state by parameter: the live objects, not copies.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>One a group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>One a parameter, in the order of <see cref="parameters"/>.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, the positions in <see cref="State"/> of its parameters.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }

        /// <summary>Something whose learning rate a scheduler sets.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate in force.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate that schedules scale.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Something that has momentum.</summary>
        public interface IMomentum
        {
            /// <summary>The share of the running gradient that a step keeps.</summary>
            double Momentum { get; set; }
        }

        /// <summary>Something that averages gradients and their squares.</summary>
        public interface IBetas
        {
            /// <summary>The shares of the averages of the gradient and of its square that a step keeps.</summary>
            (double, double) Betas { get; set; }
        }
    }
}
