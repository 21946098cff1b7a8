using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum, with broadcasting.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => Given(left).add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => Given(left).add(right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => Given(right).add(left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, int right) => Given(left).add((Scalar)right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(int left, Tensor right) => Given(right).add((Scalar)left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, long right) => Given(left).add((Scalar)right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(long left, Tensor right) => Given(right).add((Scalar)left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, float right) => Given(left).add((Scalar)right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(float left, Tensor right) => Given(right).add((Scalar)left);

        /// <summary>Sum.</summary>
        public static Tensor operator +(Tensor left, double right) => Given(left).add((Scalar)right);

        /// <summary>Sum.</summary>
        public static Tensor operator +(double left, Tensor right) => Given(right).add((Scalar)left);

        /// <summary>Product, with broadcasting.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => Given(left).mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => Given(left).mul(right);

        /// <summary>Product.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => Given(right).mul(left);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, int right) => Given(left).mul((Scalar)right);

        /// <summary>Product.</summary>
        public static Tensor operator *(int left, Tensor right) => Given(right).mul((Scalar)left);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, long right) => Given(left).mul((Scalar)right);

        /// <summary>Product.</summary>
        public static Tensor operator *(long left, Tensor right) => Given(right).mul((Scalar)left);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, float right) => Given(left).mul((Scalar)right);

        /// <summary>Product.</summary>
        public static Tensor operator *(float left, Tensor right) => Given(right).mul((Scalar)left);

        /// <summary>Product.</summary>
        public static Tensor operator *(Tensor left, double right) => Given(left).mul((Scalar)right);

        /// <summary>Product.</summary>
        public static Tensor operator *(double left, Tensor right) => Given(right).mul((Scalar)left);

        /// <summary>Difference, with broadcasting.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => Given(left).sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => Given(left).sub(right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Dispatch.Call("rsub.Scalar", right, left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, int right) => Given(left).sub((Scalar)right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(int left, Tensor right) => Dispatch.Call("rsub.Scalar", right, (Scalar)left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, long right) => Given(left).sub((Scalar)right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(long left, Tensor right) => Dispatch.Call("rsub.Scalar", right, (Scalar)left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, float right) => Given(left).sub((Scalar)right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(float left, Tensor right) => Dispatch.Call("rsub.Scalar", right, (Scalar)left);

        /// <summary>Difference.</summary>
        public static Tensor operator -(Tensor left, double right) => Given(left).sub((Scalar)right);

        /// <summary>Difference.</summary>
        public static Tensor operator -(double left, Tensor right) => Dispatch.Call("rsub.Scalar", right, (Scalar)left);

        /// <summary>Quotient, with broadcasting.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => Given(left).div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => Given(left).div(right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Given(right).reciprocal().mul(left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, int right) => Given(left).div((Scalar)right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(int left, Tensor right) => Given(right).reciprocal().mul((Scalar)left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, long right) => Given(left).div((Scalar)right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(long left, Tensor right) => Given(right).reciprocal().mul((Scalar)left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, float right) => Given(left).div((Scalar)right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(float left, Tensor right) => Given(right).reciprocal().mul((Scalar)left);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(Tensor left, double right) => Given(left).div((Scalar)right);

        /// <summary>Quotient.</summary>
        public static Tensor operator /(double left, Tensor right) => Given(right).reciprocal().mul((Scalar)left);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => Given(left).remainder(right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => Given(left).remainder(right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, int right) => Given(left).remainder((Scalar)right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, long right) => Given(left).remainder((Scalar)right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, float right) => Given(left).remainder((Scalar)right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, double right) => Given(left).remainder((Scalar)right);

        /// <summary>The elements with the other sign.</summary>
        public static Tensor operator -(Tensor tensor) => Given(tensor).neg();

        /// <summary>Bitwise and; of Bool, logical.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => Given(left).bitwise_and(right);

        /// <summary>Bitwise or; of Bool, logical.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => Given(left).bitwise_or(right);

        /// <summary>Bitwise exclusive or; of Bool, logical.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => Given(left).bitwise_xor(right);

        /// <summary>Bitwise complement; of Bool, logical negation.</summary>
        public static Tensor operator ~(Tensor left) => Given(left).bitwise_not();
    }
}
