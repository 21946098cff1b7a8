using System.Runtime.CompilerServices;

namespace Align.Algorithms.Masking;

/// <summary>Checks the shapes and types of a function's tensors in its first line: <c>Shape.Require(logProbs, "N T").Mask(mask, "N T")</c>.</summary>
/// <remarks>
/// A pattern names the axes. A letter takes its size where it first appears and must have that size everywhere else, so nothing
/// ever broadcasts by accident. All tensors of one chain lie on one device, and those of <see cref="And"/> share the first one's type.
/// </remarks>
public sealed class Shape
{
    private readonly Dictionary<string, (long Size, string Owner)> _axes = new(StringComparer.Ordinal);
    private readonly Tensor _first;
    private readonly string _firstName;

    private Shape(Tensor first, string firstName)
    {
        _first = first;
        _firstName = firstName;
    }

    /// <summary>Starts a chain with a floating-point tensor.</summary>
    /// <param name="tensor">The tensor to check.</param>
    /// <param name="pattern">Its axes, such as <c>"N T"</c>; an empty pattern is a scalar.</param>
    /// <param name="name">Its name in messages; the compiler fills it in.</param>
    /// <exception cref="ArgumentException">The rank differs from the pattern, or the type is not a floating-point type.</exception>
    public static Shape Require(Tensor tensor, string pattern, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.dtype is not (ScalarType.Float64 or ScalarType.Float32 or ScalarType.BFloat16 or ScalarType.Float16))
        {
            throw new ArgumentException($"{name} has type {tensor.dtype}; a floating-point type is needed.", name);
        }
        return new Shape(tensor, name).Bind(tensor, pattern, name);
    }

    /// <summary>Checks a further tensor, of the first one's type.</summary>
    /// <exception cref="ArgumentException">Rank, a size, the type or the device differs.</exception>
    public Shape And(Tensor tensor, string pattern, [CallerArgumentExpression(nameof(tensor))] string name = "") =>
        Typed(tensor, _first.dtype, pattern, name);

    /// <summary>Checks a mask: type bool, true where an element counts.</summary>
    /// <exception cref="ArgumentException">Rank, a size, the type or the device differs.</exception>
    public Shape Mask(Tensor mask, string pattern, [CallerArgumentExpression(nameof(mask))] string name = "") =>
        Typed(mask, ScalarType.Bool, pattern, name);

    /// <summary>Checks indices: type int64.</summary>
    /// <exception cref="ArgumentException">Rank, a size, the type or the device differs.</exception>
    public Shape Ids(Tensor ids, string pattern, [CallerArgumentExpression(nameof(ids))] string name = "") =>
        Typed(ids, ScalarType.Int64, pattern, name);

    private Shape Typed(Tensor tensor, ScalarType type, string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.dtype != type)
        {
            throw new ArgumentException($"{name} has type {tensor.dtype}; beside {_firstName} ({_first.dtype}) it must have type {type}.", name);
        }
        if (tensor.device_type != _first.device_type)
        {
            throw new ArgumentException($"{name} is on {tensor.device}, {_firstName} on {_first.device}; move one of them.", name);
        }
        return Bind(tensor, pattern, name);
    }

    private Shape Bind(Tensor tensor, string pattern, string name)
    {
        var axes = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var sizes = tensor.shape;
        if (axes.Length != sizes.Length)
        {
            throw new ArgumentException($"{name} has shape {Text(sizes)}; {axes.Length} axes are needed: [{string.Join(", ", axes)}].", name);
        }
        for (var axis = 0; axis < axes.Length; axis++)
        {
            if (_axes.TryAdd(axes[axis], (sizes[axis], name)) || _axes[axes[axis]].Size == sizes[axis])
            {
                continue;
            }
            var (size, owner) = _axes[axes[axis]];
            throw new ArgumentException($"{name} has shape {Text(sizes)}; {axes[axis]} must be {size}, as in {owner}.", name);
        }
        return this;
    }

    private static string Text(long[] sizes) => $"[{string.Join(", ", sizes)}]";
}
