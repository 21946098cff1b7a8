using static Align.Torch.torch;

namespace Align.Torch.Interop;

/// <summary>Holds a tensor's native reference open for the length of a <c>using</c>; a null tensor is a null pointer.</summary>
internal readonly ref struct BorrowedTensor
{
    private readonly Tensor? tensor;

    internal BorrowedTensor(Tensor? tensor)
    {
        Pointer = tensor?.Borrow() ?? IntPtr.Zero;
        this.tensor = tensor;
    }

    internal IntPtr Pointer { get; }

    public void Dispose() => tensor?.Return();
}
