namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The parameters with their dotted names, in the order of registration, own ones before those of sub-modules.</summary>
            /// <param name="recurse">False stays with this module's own.</param>
            /// <returns>Each parameter once, under its first name, though several modules may share it.</returns>
            public virtual IEnumerable<(string name, Modules.Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                foreach (var (name, parameter) in _parameters)
                    if (seen.Add(parameter))
                        yield return (name, parameter);
                if (!recurse)
                    yield break;
                foreach (var (child, module) in _modules)
                    foreach (var (name, parameter) in module.named_parameters(true))
                        if (seen.Add(parameter))
                            yield return ($"{child}.{name}", parameter);
            }

            /// <summary>The parameters in the order of <see cref="named_parameters"/>.</summary>
            /// <param name="recurse">False stays with this module's own.</param>
            public virtual IEnumerable<Modules.Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(named => named.parameter);

            /// <summary>The buffers with their dotted names, in the order of registration.</summary>
            /// <param name="recurse">False stays with this module's own.</param>
            /// <param name="include_nonpersistent">False leaves out those that are not saved.</param>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                foreach (var (name, (buffer, persistent)) in _buffers)
                    if ((persistent || include_nonpersistent) && seen.Add(buffer))
                        yield return (name, buffer);
                if (!recurse)
                    yield break;
                foreach (var (child, module) in _modules)
                    foreach (var (name, buffer) in module.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer))
                            yield return ($"{child}.{name}", buffer);
            }

            /// <summary>The buffers in the order of <see cref="named_buffers"/>.</summary>
            /// <param name="recurse">False stays with this module's own.</param>
            /// <param name="include_nonpersistent">False leaves out those that are not saved.</param>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            /// <summary>The immediate sub-modules with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() =>
                _modules.Select(child => (child.Key, child.Value));

            /// <summary>The immediate sub-modules.</summary>
            public virtual IEnumerable<Module> children() => _modules.Values;

            /// <summary>All modules below this one with their dotted names: the immediate ones, then those below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, module) in _modules)
                    yield return (name, module);
                foreach (var (child, module) in _modules)
                    foreach (var (name, descendant) in module.named_modules())
                        yield return ($"{child}.{name}", descendant);
            }

            /// <summary>All modules below this one, in the order of <see cref="named_modules"/>.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            /// <summary>Whether a buffer has this dotted name.</summary>
            /// <param name="target">For example <c>layers.0.rotary.inverse_frequencies</c>.</param>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>Whether a parameter has this dotted name.</summary>
            /// <param name="target">For example <c>layers.0.attn.q_proj.weight</c>.</param>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>The buffer of this dotted name, or null.</summary>
            /// <param name="target">For example <c>layers.0.rotary.inverse_frequencies</c>.</param>
            public virtual Tensor? get_buffer(string target)
            {
                var (owner, name) = OwnerOf(target);
                return owner is not null && owner._buffers.TryGetValue(name, out var found) ? found.Tensor : null;
            }

            /// <summary>The parameter of this dotted name, or null.</summary>
            /// <param name="target">For example <c>layers.0.attn.q_proj.weight</c>.</param>
            public virtual Modules.Parameter? get_parameter(string target)
            {
                var (owner, name) = OwnerOf(target);
                return owner?._parameters.GetValueOrDefault(name);
            }

            private (Module? Owner, string Name) OwnerOf(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                var path = target.Split('.');
                var owner = this;
                foreach (var step in path.AsSpan(..^1))
                    if (!owner._modules.TryGetValue(step, out owner))
                        return (null, path[^1]);
                return (owner, path[^1]);
            }
        }
    }
}
