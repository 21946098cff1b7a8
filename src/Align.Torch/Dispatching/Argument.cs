using Align.Torch.Interop;
using static Align.Torch.torch;

namespace Align.Torch.Dispatching;

/// <summary>
/// One argument of an operator. Every kind that a schema knows converts to it implicitly; a null tensor, scalar,
/// dtype, device or generator is the schema's <c>None</c>.
/// </summary>
internal readonly struct Argument
{
    private Argument(ValueTag tag, long payload = 0, object? reference = null, int count = 0)
    {
        Tag = tag;
        Payload = payload;
        Reference = reference;
        Count = count;
    }

    /// <summary>Take the schema's default value.</summary>
    internal static Argument Default => default;

    /// <summary>The schema's <c>None</c>.</summary>
    internal static Argument None => new(ValueTag.None);

    internal ValueTag Tag { get; }

    internal long Payload { get; }

    internal object? Reference { get; }

    internal int Count { get; }

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ValueTag.Tensor, 0, value);

    public static implicit operator Argument(Tensor[] value) => new(ValueTag.TensorList, 0, value, value.Length);

    public static implicit operator Argument(int value) => new(ValueTag.Int, value);

    public static implicit operator Argument(long value) => new(ValueTag.Int, value);

    public static implicit operator Argument(long? value) => value is { } given ? new(ValueTag.Int, given) : None;

    public static implicit operator Argument(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } given ? (Argument)given : None;

    public static implicit operator Argument(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    public static implicit operator Argument(bool? value) => value is { } given ? (Argument)given : None;

    public static implicit operator Argument(string? value) => value is null ? None : Utf8(System.Text.Encoding.UTF8.GetBytes(value));

    public static implicit operator Argument(long[]? value) => value is null ? None : new(ValueTag.IntList, 0, value, value.Length);

    public static implicit operator Argument(double[]? value) => value is null ? None : new(ValueTag.DoubleList, 0, value, value.Length);

    public static implicit operator Argument(bool[] value) => new(ValueTag.BoolList, 0, value, value.Length);

    public static implicit operator Argument(Scalar? value) => value is null ? None : new(value.Tag, value.Payload);

    public static implicit operator Argument(ScalarType value) => new(ValueTag.Int, (long)value);

    public static implicit operator Argument(ScalarType? value) => value is { } given ? (Argument)given : None;

    public static implicit operator Argument(Device? value) => value is null ? None : new(ValueTag.Device, value.index, null, (int)value.type);

    public static implicit operator Argument(Generator? value) => value is null ? None : new(ValueTag.Generator, 0, value);

    /// <summary>A list in which a null means "no tensor here", as in the indices of <c>aten::index</c>.</summary>
    internal static Argument OptionalTensors(Tensor?[] value) => new(ValueTag.OptionalTensorList, 0, value, value.Length);

    private static Argument Utf8(byte[] text) => new(ValueTag.String, 0, text, text.Length);
}
