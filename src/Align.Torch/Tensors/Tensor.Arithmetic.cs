using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>this + target, with broadcasting.</summary>
        public Tensor add(Tensor target) => Dispatch.Call("add.Tensor", this, target);

        /// <summary>this + alpha · target, with broadcasting.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Dispatch.Call("add.Tensor", this, target, alpha);

        /// <summary>this + scalar.</summary>
        public Tensor add(Scalar scalar) => Dispatch.Call("add.Scalar", this, scalar);

        /// <summary>this + alpha · scalar.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Dispatch.Call("add.Scalar", this, scalar, alpha);

        /// <summary>As <see cref="add(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor add_(Tensor target) => Dispatch.CallInPlace("add_.Tensor", this, target);

        /// <summary>As <see cref="add(Tensor, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Dispatch.CallInPlace("add_.Tensor", this, target, alpha);

        /// <summary>As <see cref="add(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor add_(Scalar scalar) => Dispatch.CallInPlace("add_.Scalar", this, scalar);

        /// <summary>As <see cref="add(Scalar, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => Dispatch.CallInPlace("add_.Scalar", this, scalar, alpha);

        /// <summary>this − target, with broadcasting.</summary>
        public Tensor sub(Tensor target) => Dispatch.Call("sub.Tensor", this, target);

        /// <summary>As <see cref="sub(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor sub_(Tensor target) => Dispatch.CallInPlace("sub_.Tensor", this, target);

        /// <summary>Another name of <see cref="sub(Tensor)"/>.</summary>
        public Tensor subtract(Tensor target) => sub(target);

        /// <summary>this − target, with broadcasting.</summary>
        public Tensor sub(Scalar target) => Dispatch.Call("sub.Scalar", this, target);

        /// <summary>As <see cref="sub(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor sub_(Scalar target) => Dispatch.CallInPlace("sub_.Scalar", this, target);

        /// <summary>Another name of <see cref="sub(Scalar)"/>.</summary>
        public Tensor subtract(Scalar target) => sub(target);

        /// <summary>this · target, with broadcasting.</summary>
        public Tensor mul(Tensor target) => Dispatch.Call("mul.Tensor", this, target);

        /// <summary>As <see cref="mul(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor mul_(Tensor target) => Dispatch.CallInPlace("mul_.Tensor", this, target);

        /// <summary>Another name of <see cref="mul(Tensor)"/>.</summary>
        public Tensor multiply(Tensor target) => mul(target);

        /// <summary>this · target, with broadcasting.</summary>
        public Tensor mul(Scalar target) => Dispatch.Call("mul.Scalar", this, target);

        /// <summary>As <see cref="mul(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor mul_(Scalar target) => Dispatch.CallInPlace("mul_.Scalar", this, target);

        /// <summary>Another name of <see cref="mul(Scalar)"/>.</summary>
        public Tensor multiply(Scalar target) => mul(target);

        /// <summary>this / target, with broadcasting; integers divide to floating point unless rounded.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatch.Call("div.Tensor_mode", this, target, rounding_mode.ToSchema());

        /// <summary>As <see cref="div(Tensor, RoundingMode)"/>, written into this tensor; returns it.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatch.CallInPlace("div_.Tensor_mode", this, target, rounding_mode.ToSchema());

        /// <summary>Another name of <see cref="div(Tensor, RoundingMode)"/>.</summary>
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>this / target, with broadcasting; integers divide to floating point unless rounded.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatch.Call("div.Scalar_mode", this, target, rounding_mode.ToSchema());

        /// <summary>As <see cref="div(Scalar, RoundingMode)"/>, written into this tensor; returns it.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Dispatch.CallInPlace("div_.Scalar_mode", this, target, rounding_mode.ToSchema());

        /// <summary>Another name of <see cref="div(Scalar, RoundingMode)"/>.</summary>
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        /// <summary>⌊this / other⌋.</summary>
        public Tensor floor_divide(Tensor other) => Dispatch.Call("floor_divide", this, other);

        /// <summary>⌊this / other⌋.</summary>
        public Tensor floor_divide(Scalar other) => Dispatch.Call("floor_divide.Scalar", this, other);

        /// <summary>Remainder with the sign of the divisor, as Python's %.</summary>
        public Tensor remainder(Tensor target) => Dispatch.Call("remainder.Tensor", this, target);

        /// <summary>As <see cref="remainder(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor remainder_(Tensor target) => Dispatch.CallInPlace("remainder_.Tensor", this, target);

        /// <summary>Remainder with the sign of the divisor, as Python's %.</summary>
        public Tensor remainder(Scalar scalar) => Dispatch.Call("remainder.Scalar", this, scalar);

        /// <summary>As <see cref="remainder(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor remainder_(Scalar scalar) => Dispatch.CallInPlace("remainder_.Scalar", this, scalar);

        /// <summary>Remainder with the sign of the dividend, as C's fmod.</summary>
        public Tensor fmod(Tensor target) => Dispatch.Call("fmod.Tensor", this, target);

        /// <summary>As <see cref="fmod(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor fmod_(Tensor target) => Dispatch.CallInPlace("fmod_.Tensor", this, target);

        /// <summary>Remainder with the sign of the dividend, as C's fmod.</summary>
        public Tensor fmod(Scalar scalar) => Dispatch.Call("fmod.Scalar", this, scalar);

        /// <summary>As <see cref="fmod(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor fmod_(Scalar scalar) => Dispatch.CallInPlace("fmod_.Scalar", this, scalar);

        /// <summary>this to the power of the exponent, with broadcasting.</summary>
        public Tensor pow(Tensor exponent) => Dispatch.Call("pow.Tensor_Tensor", this, exponent);

        /// <summary>As <see cref="pow(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor pow_(Tensor exponent) => Dispatch.CallInPlace("pow_.Tensor", this, exponent);

        /// <summary>this to the power of the exponent, with broadcasting.</summary>
        public Tensor pow(Scalar exponent) => Dispatch.Call("pow.Tensor_Scalar", this, exponent);

        /// <summary>As <see cref="pow(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor pow_(Scalar exponent) => Dispatch.CallInPlace("pow_.Scalar", this, exponent);
    }
}
