namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A scalar tensor of the number.</summary>
        public static implicit operator Tensor(byte value) => torch.tensor(value);

        /// <summary>A scalar tensor of the number.</summary>
        public static implicit operator Tensor(int value) => torch.tensor(value);

        /// <summary>A scalar tensor of the number.</summary>
        public static implicit operator Tensor(long value) => torch.tensor(value);

        /// <summary>A scalar tensor of the number.</summary>
        public static implicit operator Tensor(float value) => torch.tensor(value);

        /// <summary>A scalar tensor of the number.</summary>
        public static implicit operator Tensor(double value) => torch.tensor(value);

        /// <summary>A scalar tensor of the number.</summary>
        public static implicit operator Tensor(bool value) => torch.tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(int[] value) => torch.tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(long[] value) => torch.tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(float[] value) => torch.tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(double[] value) => torch.tensor(value);

        /// <summary>A vector of the numbers.</summary>
        public static implicit operator Tensor(bool[] value) => torch.tensor(value);

        /// <summary>A scalar tensor of the number: Int64, Bool or, for floating numbers, Float64.</summary>
        public static implicit operator Tensor(Scalar scalar) => full([], scalar, scalar.Type);

        /// <summary>The only element, converted.</summary>
        public static explicit operator float(Tensor value) => Given(value).ToSingle();

        /// <summary>The only element, converted.</summary>
        public static explicit operator double(Tensor value) => Given(value).ToDouble();

        /// <summary>The only element, converted.</summary>
        public static explicit operator byte(Tensor value) => Given(value).ToByte();

        /// <summary>The only element, converted.</summary>
        public static explicit operator int(Tensor value) => Given(value).ToInt32();

        /// <summary>The only element, converted.</summary>
        public static explicit operator long(Tensor value) => Given(value).ToInt64();

        /// <summary>The only element, converted.</summary>
        public static explicit operator bool(Tensor value) => Given(value).ToBoolean();
    }
}
