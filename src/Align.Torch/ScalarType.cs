namespace Align.Torch;

public static partial class torch
{
    /// <summary>Element types (dtypes), numbered as libtorch numbers them.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned 8-bit integer.</summary>
        Byte = 0,

        /// <summary>Signed 8-bit integer.</summary>
        Int8 = 1,

        /// <summary>Signed 16-bit integer.</summary>
        Int16 = 2,

        /// <summary>Signed 32-bit integer.</summary>
        Int32 = 3,

        /// <summary>Signed 64-bit integer.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>A pair of single-precision numbers.</summary>
        ComplexFloat32 = 9,

        /// <summary>A pair of double-precision numbers.</summary>
        ComplexFloat64 = 10,

        /// <summary>Truth value, one byte.</summary>
        Bool = 11,

        /// <summary>Quantized signed 8-bit integer.</summary>
        QInt8 = 12,

        /// <summary>Quantized unsigned 8-bit integer.</summary>
        QUInt8 = 13,

        /// <summary>Quantized signed 32-bit integer.</summary>
        QInt32 = 14,

        /// <summary>Brain floating point: single precision's exponent, 7 bits of fraction.</summary>
        BFloat16 = 15,
    }

    /// <summary>Unsigned 8-bit integer.</summary>
    public static ScalarType uint8 => ScalarType.Byte;

    /// <summary>Signed 8-bit integer.</summary>
    public static ScalarType int8 => ScalarType.Int8;

    /// <summary>Signed 16-bit integer.</summary>
    public static ScalarType int16 => ScalarType.Int16;

    /// <summary>Signed 32-bit integer.</summary>
    public static ScalarType int32 => ScalarType.Int32;

    /// <summary>Signed 64-bit integer.</summary>
    public static ScalarType int64 => ScalarType.Int64;

    /// <summary>IEEE half precision.</summary>
    public static ScalarType float16 => ScalarType.Float16;

    /// <summary>Brain floating point.</summary>
    public static ScalarType bfloat16 => ScalarType.BFloat16;

    /// <summary>IEEE single precision.</summary>
    public static ScalarType float32 => ScalarType.Float32;

    /// <summary>IEEE double precision.</summary>
    public static ScalarType float64 => ScalarType.Float64;

    /// <summary>Truth value.</summary>
    public static ScalarType @bool => ScalarType.Bool;

    private static ScalarType defaultDtype = ScalarType.Float32;

    /// <summary>The dtype of new floating tensors whose dtype is not given.</summary>
    public static ScalarType get_default_dtype() => defaultDtype;

    /// <summary>Sets the dtype of new floating tensors; Float16, BFloat16, Float32 or Float64.</summary>
    /// <exception cref="ArgumentException">Not a floating dtype.</exception>
    public static void set_default_dtype(ScalarType dtype)
    {
        if (!is_floating_point(dtype)) throw new ArgumentException($"the default dtype must be floating, not {dtype}", nameof(dtype));
        defaultDtype = dtype;
    }

    /// <summary>Whether <paramref name="type"/> holds real floating-point numbers.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Whether <paramref name="input"/> holds real floating-point numbers.</summary>
    public static bool is_floating_point(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return is_floating_point(input.dtype);
    }

    /// <summary>Whether <paramref name="type"/> holds integers.</summary>
    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    internal static int ElementSizeOf(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
        ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };
}
