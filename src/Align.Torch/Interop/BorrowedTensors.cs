using static Align.Torch.torch;

namespace Align.Torch.Interop;

/// <summary>Holds the native references of a list of tensors open for the length of a <c>using</c>.</summary>
internal ref struct BorrowedTensors
{
    private readonly IReadOnlyList<Tensor?> tensors;
    private int borrowed;

    internal BorrowedTensors(IEnumerable<Tensor?>? tensors)
    {
        this.tensors = tensors as IReadOnlyList<Tensor?> ?? [.. tensors ?? []];
        Pointers = new IntPtr[this.tensors.Count];
        try
        {
            for (; borrowed < Pointers.Length; borrowed++) Pointers[borrowed] = this.tensors[borrowed]?.Borrow() ?? IntPtr.Zero;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The native pointers, null where the tensor is null.</summary>
    internal IntPtr[] Pointers { get; }

    public void Dispose()
    {
        while (borrowed > 0) tensors[--borrowed]?.Return();
    }
}
