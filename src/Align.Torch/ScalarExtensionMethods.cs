namespace Align.Torch;

/// <summary>Conversions between numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>An integral scalar.</summary>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>An integral scalar.</summary>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>An integral scalar.</summary>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>An integral scalar.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>An integral scalar.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>A floating scalar.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>A floating scalar.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>A floating scalar.</summary>
    public static Scalar ToScalar(this Half value) => value;

    /// <summary>A boolean scalar.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The scalar as a half-precision number.</summary>
    public static Half ToHalf(this Scalar value) => (Half)Given(value).AsDouble;

    /// <summary>The scalar as a single-precision number.</summary>
    public static float ToSingle(this Scalar value) => (float)Given(value).AsDouble;

    /// <summary>The scalar as a double-precision number.</summary>
    public static double ToDouble(this Scalar value) => Given(value).AsDouble;

    /// <summary>The scalar as an integer; a fraction is cut.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static sbyte ToSByte(this Scalar value) => checked((sbyte)Given(value).AsInt64);

    /// <inheritdoc cref="ToSByte(Scalar)"/>
    public static byte ToByte(this Scalar value) => checked((byte)Given(value).AsInt64);

    /// <inheritdoc cref="ToSByte(Scalar)"/>
    public static short ToInt16(this Scalar value) => checked((short)Given(value).AsInt64);

    /// <inheritdoc cref="ToSByte(Scalar)"/>
    public static int ToInt32(this Scalar value) => checked((int)Given(value).AsInt64);

    /// <inheritdoc cref="ToSByte(Scalar)"/>
    public static long ToInt64(this Scalar value) => Given(value).AsInt64;

    /// <summary>Whether the scalar is not zero.</summary>
    public static bool ToBoolean(this Scalar value) => Given(value).AsDouble != 0;

    private static Scalar Given(Scalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
