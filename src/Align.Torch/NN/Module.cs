namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The base of every neural network module: a tree of named parameters, buffers and sub-modules.</summary>
        /// <remarks>
        /// <para>
        /// A module owns what is registered with it: parameters and buffers leave the dispose scope in which they were made, and
        /// <see cref="Dispose()"/> releases them together with all sub-modules.
        /// </para>
        /// <para>
        /// A derived class either registers each part by name (<see cref="register_module"/>, <see cref="register_parameter"/>,
        /// <see cref="register_buffer"/>) or ends its constructor with <see cref="RegisterComponents"/>, which registers the fields
        /// of type <see cref="Module"/>, <see cref="Modules.Parameter"/> and <see cref="Tensor"/> under the fields' own names.
        /// Registering a part under a name other than its field's leaves it registered twice, unless
        /// <see cref="RegisterComponents"/> is overridden to do nothing: a parent calls it when it takes the module in.
        /// </para>
        /// </remarks>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Modules.Parameter> _parameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffers = [];
            private readonly OrderedDictionary<string, Module> _modules = [];
            private readonly string _name;
            private bool _training = true;

            /// <summary>Creates an empty module in training mode.</summary>
            /// <param name="name">What <see cref="GetName"/> answers; the class's name by convention.</param>
            protected Module(string name) => _name = name;

            /// <summary>True between <see cref="train"/> and <see cref="eval"/>; a new module is in training mode.</summary>
            public virtual bool training => _training;

            /// <summary>The name given at construction.</summary>
            public virtual string GetName() => _name;

            /// <summary>Puts this module and all sub-modules into training mode, or out of it.</summary>
            /// <param name="train">False for evaluation mode.</param>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var child in children())
                    child.train(train);
            }

            /// <summary>Puts this module and all sub-modules into evaluation mode: dropout becomes the identity.</summary>
            public virtual void eval() => train(false);

            /// <summary>Clears the gradients of all parameters.</summary>
            /// <param name="set_to_none">True releases the gradients; false overwrites them with zeros.</param>
            public virtual void zero_grad(bool set_to_none = true)
            {
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                foreach (var parameter in parameters())
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        parameter.grad?.zero_();
            }

            /// <summary>Applies <paramref name="fn"/> to every sub-module, innermost first, and then to this module.</summary>
            /// <param name="fn">Called once a module.</param>
            public virtual Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                foreach (var child in children())
                    child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Releases the parameters, the buffers and all sub-modules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Releases the parameters, the buffers and all sub-modules.</summary>
            /// <param name="disposing">False when called by a finalizer, which must not touch them.</param>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var buffer in _buffers.Values)
                    buffer.Tensor.Dispose();
                foreach (var parameter in _parameters.Values)
                    parameter.Dispose();
                foreach (var child in _modules.Values)
                    child.Dispose();
            }
        }
    }
}
