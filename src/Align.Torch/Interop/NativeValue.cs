using System.Runtime.InteropServices;

namespace Align.Torch.Interop;

/// <summary>What a <see cref="NativeValue"/> holds; the numbers are those of native/align_torch.h.</summary>
internal enum ValueTag
{
    Default = 0,
    None = 1,
    Tensor = 2,
    TensorList = 3,
    Int = 4,
    Double = 5,
    Bool = 6,
    String = 7,
    IntList = 8,
    DoubleList = 9,
    BoolList = 10,
    Device = 11,
    Generator = 12,
    OptionalTensorList = 13,
}

/// <summary>One tagged argument or result of an operator, laid out as native/align_torch.h has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueTag Tag;
    public int Count;
    public long Payload;
}
