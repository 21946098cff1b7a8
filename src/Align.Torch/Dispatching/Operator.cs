using System.Collections.Concurrent;
using Align.Torch.Interop;

namespace Align.Torch.Dispatching;

/// <summary>A resolved overload of libtorch's dispatcher; found once per name, kept for the life of the process.</summary>
internal sealed class Operator
{
    private static readonly ConcurrentDictionary<string, Operator> Known = new();

    private Operator(string name, IntPtr pointer)
    {
        Name = name;
        Pointer = pointer;
    }

    /// <summary>Namespace, name and overload as in libtorch's schemas: <c>aten::add.Tensor</c>.</summary>
    internal string Name { get; }

    internal IntPtr Pointer { get; }

    /// <summary>Finds <paramref name="name"/>, such as <c>add.Tensor</c>; the namespace is <c>aten</c> unless given.</summary>
    /// <exception cref="TorchException">This libtorch has no such operator.</exception>
    internal static Operator Find(string name) => Known.TryGetValue(name, out var known) ? known : Known.GetOrAdd(name, Resolve);

    private static Operator Resolve(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (bare, overload) = dot < 0 ? (name, string.Empty) : (name[..dot], name[(dot + 1)..]);
        var qualified = bare.Contains("::", StringComparison.Ordinal) ? bare : "aten::" + bare;
        var pointer = NativeMethods.align_operator_find(qualified, overload);
        NativeError.Check(pointer, qualified);
        return new Operator(overload.Length == 0 ? qualified : $"{qualified}.{overload}", pointer);
    }
}
