using Align.Torch.Interop;

namespace Align.Torch;

/// <summary>A number of one of libtorch's three scalar kinds: integral, floating, boolean. Numbers convert to it implicitly.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(long value)
        : this(ValueTag.Int, value)
    {
    }

    private Scalar(double value)
        : this(ValueTag.Double, BitConverter.DoubleToInt64Bits(value))
    {
    }

    internal Scalar(ValueTag tag, long payload)
    {
        Tag = tag;
        Payload = payload;
    }

    /// <summary>The dtype that libtorch gives the number: Int64, Float64 or Bool.</summary>
    public torch.ScalarType Type => Tag switch
    {
        ValueTag.Double => torch.ScalarType.Float64,
        ValueTag.Bool => torch.ScalarType.Bool,
        _ => torch.ScalarType.Int64,
    };

    internal ValueTag Tag { get; }

    internal long Payload { get; }

    internal double AsDouble => Tag == ValueTag.Double ? BitConverter.Int64BitsToDouble(Payload) : Payload;

    internal long AsInt64 => Tag == ValueTag.Double ? checked((long)BitConverter.Int64BitsToDouble(Payload)) : Payload;

    /// <summary>An integral scalar.</summary>
    public static implicit operator Scalar(byte value) => new((long)value);

    /// <summary>An integral scalar.</summary>
    public static implicit operator Scalar(sbyte value) => new((long)value);

    /// <summary>An integral scalar.</summary>
    public static implicit operator Scalar(short value) => new((long)value);

    /// <summary>An integral scalar.</summary>
    public static implicit operator Scalar(int value) => new((long)value);

    /// <summary>An integral scalar.</summary>
    public static implicit operator Scalar(long value) => new(value);

    /// <summary>A floating scalar.</summary>
    public static implicit operator Scalar(Half value) => new((double)value);

    /// <summary>A floating scalar.</summary>
    public static implicit operator Scalar(float value) => new((double)value);

    /// <summary>A floating scalar.</summary>
    public static implicit operator Scalar(double value) => new(value);

    /// <summary>A boolean scalar.</summary>
    public static implicit operator Scalar(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    /// <summary>Does nothing: the number is managed memory. It is here because TorchSharp's scalars are disposable.</summary>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => Tag switch
    {
        ValueTag.Double => AsDouble.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueTag.Bool => Payload != 0 ? "True" : "False",
        _ => Payload.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
