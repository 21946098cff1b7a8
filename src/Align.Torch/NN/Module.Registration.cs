using System.Reflection;

namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private const BindingFlags OwnFields =
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

            private bool _componentsRegistered;

            /// <summary>Takes a tensor in that is part of the module's state and is not trained.</summary>
            /// <param name="name">Its key in <see cref="state_dict"/>.</param>
            /// <param name="tensor">The buffer; the module owns it from now on.</param>
            /// <param name="persistent">False keeps it out of <see cref="state_dict"/>.</param>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (!_buffers.TryAdd(name, (tensor, persistent)))
                    throw new InvalidOperationException($"{GetName()} already has a buffer '{name}'.");
                tensor.DetachFromDisposeScope();
            }

            /// <summary>Takes a parameter in.</summary>
            /// <param name="name">Its key in <see cref="state_dict"/>.</param>
            /// <param name="param">The parameter; the module owns it from now on.</param>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Modules.Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                if (!_parameters.TryAdd(name, param))
                    throw new InvalidOperationException($"{GetName()} already has a parameter '{name}'.");
                param.DetachFromDisposeScope();
            }

            /// <summary>Takes a sub-module in.</summary>
            /// <param name="name">The first part of its parameters' keys; not empty, no dot.</param>
            /// <param name="submodule">The sub-module, whose own fields are registered now; null forgets the name.</param>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _modules.Remove(name);
                    return;
                }

                ArgumentException.ThrowIfNullOrEmpty(name);
                if (name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"A module's name has no dot, but this one is '{name}'.", nameof(name));
                if (_modules.ContainsKey(name))
                    throw new InvalidOperationException($"{GetName()} already has a sub-module '{name}'.");
                submodule.RegisterComponents();
                _modules.Add(name, submodule);
            }

            /// <summary>Takes a sub-module in, as <see cref="register_module"/> does.</summary>
            /// <param name="name">The first part of its parameters' keys; not empty, no dot.</param>
            /// <param name="module">The sub-module.</param>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>
            /// Registers every field that holds a module, a parameter or a tensor (as a buffer) under the field's name, base classes
            /// last; names that are taken are left alone. Only the first call does anything.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                    return;
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                    foreach (var field in type.GetFields(OwnFields))
                        RegisterField(field.Name, field.GetValue(this));
                _componentsRegistered = true;
            }

            private void RegisterField(string name, object? value)
            {
                if (_modules.ContainsKey(name) || _parameters.ContainsKey(name) || _buffers.ContainsKey(name))
                    return;
                switch (value)
                {
                    case Module module:
                        register_module(name, module);
                        break;
                    case Modules.Parameter parameter:
                        register_parameter(name, parameter);
                        break;
                    case Tensor buffer:
                        register_buffer(name, buffer);
                        break;
                }
            }

            /// <summary>Puts a parameter in the place of the one registered under a name, or forgets the name.</summary>
            private protected void ReplaceParameter(string name, Modules.Parameter? parameter)
            {
                if (_parameters.TryGetValue(name, out var previous) && !ReferenceEquals(previous, parameter))
                    previous.Dispose();
                if (parameter is null)
                    _parameters.Remove(name);
                else
                    _parameters[name] = parameter;
                parameter?.DetachFromDisposeScope();
            }

            /// <summary>Replaces all sub-modules by these, named by their positions.</summary>
            private protected void NumberModules(IReadOnlyList<Module> children)
            {
                _modules.Clear();
                for (var i = 0; i < children.Count; i++)
                    register_module(i.ToString(System.Globalization.CultureInfo.InvariantCulture), children[i]);
            }
        }
    }
}
