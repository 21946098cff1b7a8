using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.logcumsumexp(long)"/>
    public static Tensor logcumsumexp(Tensor input, long dim) => Given(input).logcumsumexp(dim);

    /// <summary>Grids of coordinates from vectors: one tensor a vector, all of the joint shape.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Dispatch.CallList("meshgrid.indexing", tensors.ToArray(), indexing);

    /// <summary>Expands tensors to their joint shape, without copies.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Dispatch.CallList("broadcast_tensors", tensors);

    /// <summary>Row and column indices on and below a diagonal, Int64 [2, n] unless given.</summary>
    public static Tensor tril_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Dispatch.Call("tril_indices", row, col, offset, dtype, Argument.None, device);

    /// <summary>Row and column indices on and above a diagonal, Int64 [2, n] unless given.</summary>
    public static Tensor triu_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Dispatch.Call("triu_indices", row, col, offset, dtype, Argument.None, device);

    /// <summary>The dtype that an operation on both has.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)Dispatch.CallScalar("result_type.Tensor", tensor1, tensor2).AsInt64;

    /// <summary>Whether a tensor of one dtype may be written into one of another.</summary>
    public static bool can_cast(ScalarType from, ScalarType to) => Dispatch.CallBool("can_cast", from, to);

    /// <summary>Whether the elements of both are close, one by one.</summary>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
        Dispatch.Call("isclose", tensor, other, rtol, atol, nanEqual);

    /// <summary>True where an element occurs among the test elements.</summary>
    public static Tensor isin(Tensor tensor, Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
        Dispatch.Call("isin.Tensor_Tensor", tensor, test_elements, assumeUnique, invert);

    /// <inheritdoc cref="Tensor.unique(bool, bool, bool, int?)"/>
    public static (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        Given(input).unique(sorted, return_inverse, return_counts, dim);
}
