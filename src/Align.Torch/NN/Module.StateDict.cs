namespace Align.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters and persistent buffers by dotted name. The tensors are the module's own, not copies.</summary>
            /// <param name="destination">Filled and returned where given; entries that it has are kept.</param>
            /// <param name="prefix">Put with a dot before every name.</param>
            /// <returns>A tensor that several modules share stands under each of its names.</returns>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (name, parameter) in named_parameters())
                    destination.TryAdd(Prefixed(prefix, name), parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false))
                    destination.TryAdd(Prefixed(prefix, name), buffer);
                foreach (var (name, child) in _modules)
                    child.state_dict(destination, Prefixed(prefix, name));
                return destination;
            }

            /// <summary>Copies values into the parameters and buffers of the same names.</summary>
            /// <param name="source">Tensors by dotted name; dtype and device may differ, shapes may not.</param>
            /// <param name="strict">False allows names that only one side has.</param>
            /// <param name="skip">Names to leave as they are.</param>
            /// <returns>The names that only the module has, and those that only <paramref name="source"/> has.</returns>
            /// <exception cref="InvalidOperationException">A name is on one side only and <paramref name="strict"/> is set, or a shape differs.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var skipped = skip ?? [];
                var destination = state_dict();
                var missing = destination.Keys.Where(key => !source.ContainsKey(key) && !skipped.Contains(key)).ToList();
                var unexpected = source.Keys.Where(key => !destination.ContainsKey(key) && !skipped.Contains(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException(
                        $"The state does not fit {GetName()}: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");

                var shared = source.Keys.Where(key => destination.ContainsKey(key) && !skipped.Contains(key)).ToList();
                foreach (var key in shared)
                    RequireSameShape(key, destination[key], source[key]);
                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                foreach (var key in shared)
                    destination[key].copy_(source[key]);
                return (missing, unexpected);
            }

            private static string Prefixed(string? prefix, string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";

            private static void RequireSameShape(string key, Tensor expected, Tensor given)
            {
                if (!expected.shape.AsSpan().SequenceEqual(given.shape))
                    throw new InvalidOperationException(
                        $"'{key}' has shape [{string.Join(", ", expected.shape)}] but the state holds [{string.Join(", ", given.shape)}].");
            }
        }
    }
}
