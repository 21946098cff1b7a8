using Align.Torch.Dispatching;
using static Align.Torch.torch;

namespace Align.Torch;

/// <summary>
/// An index expression applied to a tensor: a view by its elements, slices and new axes, and the index tensors that are
/// left, one entry a dimension of the view (a mask: one entry for all its dimensions), null where the dimension is whole.
/// </summary>
internal ref struct IndexExpression
{
    private readonly Tensor source;
    private readonly List<Tensor?> indices = [];
    private int dimension;

    private IndexExpression(Tensor source)
    {
        this.source = source;
        View = source;
    }

    /// <summary>A view of the source; the source itself when nothing selects.</summary>
    internal Tensor View { get; private set; }

    /// <summary>The index tensors in the order that <c>aten::index</c> wants; empty when there are none.</summary>
    internal readonly Tensor?[] Indices => indices.Exists(static index => index is not null) ? [.. indices] : [];

    internal static IndexExpression Apply(Tensor source, ReadOnlySpan<TensorIndex> parts)
    {
        var expression = new IndexExpression(source);
        var named = 0L;
        foreach (var part in parts) named += DimensionsOf(part);
        foreach (var part in parts) expression.Add(part, named);
        return expression;
    }

    /// <summary>Frees the view unless it is the source.</summary>
    internal readonly void Release()
    {
        if (!ReferenceEquals(View, source)) View.Dispose();
    }

    private static long DimensionsOf(in TensorIndex part) => part.Part switch
    {
        TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
        TensorIndex.Kind.Tensor => part.Indices!.dtype == ScalarType.Bool ? part.Indices.Dimensions : 1,
        _ => 0,
    };

    private void Add(in TensorIndex part, long named)
    {
        switch (part.Part)
        {
            case TensorIndex.Kind.Single:
                Become(View.select(dimension, part.Start!.Value));
                break;
            case TensorIndex.Kind.Slice:
                Become(Dispatch.Call("slice.Tensor", View, dimension, part.Start, part.Stop, part.Step ?? 1));
                Whole(1);
                break;
            case TensorIndex.Kind.Ellipsis:
                Whole((int)(source.Dimensions - named));
                break;
            case TensorIndex.Kind.None:
                Become(View.unsqueeze(dimension));
                Whole(1);
                break;
            case TensorIndex.Kind.Bool:
                Become(View.unsqueeze(dimension));
                Take(part.Start != 0 ? torch.tensor([0L]) : empty(0L, ScalarType.Int64), 1);
                break;
            default:
                Take(part.Indices!, (int)DimensionsOf(part));
                break;
        }
    }

    private void Whole(int dimensions)
    {
        for (var i = 0; i < dimensions; i++) indices.Add(null);
        dimension += dimensions;
    }

    private void Take(Tensor index, int dimensions)
    {
        indices.Add(index);
        dimension += dimensions;
    }

    private void Become(Tensor next)
    {
        Release();
        View = next;
    }
}
