namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>True where equal, with broadcasting.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => Given(left).eq(right);

        /// <summary>True where equal.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => Given(left).eq(right);

        /// <summary>True where equal.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => Given(right).eq(left);

        /// <summary>True where different, with broadcasting.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => Given(left).ne(right);

        /// <summary>True where different.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => Given(left).ne(right);

        /// <summary>True where different.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => Given(right).ne(left);

        /// <summary>True where smaller, with broadcasting.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => Given(left).lt(right);

        /// <summary>True where smaller.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => Given(left).lt(right);

        /// <summary>True where smaller.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => Given(right).gt(left);

        /// <summary>True where smaller or equal, with broadcasting.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => Given(left).le(right);

        /// <summary>True where smaller or equal.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => Given(left).le(right);

        /// <summary>True where smaller or equal.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => Given(right).ge(left);

        /// <summary>True where larger, with broadcasting.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => Given(left).gt(right);

        /// <summary>True where larger.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => Given(left).gt(right);

        /// <summary>True where larger.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => Given(right).lt(left);

        /// <summary>True where larger or equal, with broadcasting.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => Given(left).ge(right);

        /// <summary>True where larger or equal.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => Given(left).ge(right);

        /// <summary>True where larger or equal.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => Given(right).le(left);
    }
}
