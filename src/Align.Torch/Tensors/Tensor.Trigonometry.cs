using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sine of radians.</summary>
        public Tensor sin() => Dispatch.Call("sin", this);

        /// <summary>As <see cref="sin()"/>, written into this tensor; returns it.</summary>
        public Tensor sin_() => Dispatch.CallInPlace("sin_", this);

        /// <summary>Cosine of radians.</summary>
        public Tensor cos() => Dispatch.Call("cos", this);

        /// <summary>As <see cref="cos()"/>, written into this tensor; returns it.</summary>
        public Tensor cos_() => Dispatch.CallInPlace("cos_", this);

        /// <summary>Tangent of radians.</summary>
        public Tensor tan() => Dispatch.Call("tan", this);

        /// <summary>As <see cref="tan()"/>, written into this tensor; returns it.</summary>
        public Tensor tan_() => Dispatch.CallInPlace("tan_", this);

        /// <summary>Inverse sine, radians.</summary>
        public Tensor asin() => Dispatch.Call("asin", this);

        /// <summary>As <see cref="asin()"/>, written into this tensor; returns it.</summary>
        public Tensor asin_() => Dispatch.CallInPlace("asin_", this);

        /// <summary>Inverse cosine, radians.</summary>
        public Tensor acos() => Dispatch.Call("acos", this);

        /// <summary>As <see cref="acos()"/>, written into this tensor; returns it.</summary>
        public Tensor acos_() => Dispatch.CallInPlace("acos_", this);

        /// <summary>Inverse tangent, radians.</summary>
        public Tensor atan() => Dispatch.Call("atan", this);

        /// <summary>As <see cref="atan()"/>, written into this tensor; returns it.</summary>
        public Tensor atan_() => Dispatch.CallInPlace("atan_", this);

        /// <summary>Hyperbolic sine.</summary>
        public Tensor sinh() => Dispatch.Call("sinh", this);

        /// <summary>As <see cref="sinh()"/>, written into this tensor; returns it.</summary>
        public Tensor sinh_() => Dispatch.CallInPlace("sinh_", this);

        /// <summary>Hyperbolic cosine.</summary>
        public Tensor cosh() => Dispatch.Call("cosh", this);

        /// <summary>As <see cref="cosh()"/>, written into this tensor; returns it.</summary>
        public Tensor cosh_() => Dispatch.CallInPlace("cosh_", this);

        /// <summary>Hyperbolic tangent.</summary>
        public Tensor tanh() => Dispatch.Call("tanh", this);

        /// <summary>As <see cref="tanh()"/>, written into this tensor; returns it.</summary>
        public Tensor tanh_() => Dispatch.CallInPlace("tanh_", this);

        /// <summary>Angle of the point (other, this), radians.</summary>
        public Tensor atan2(Tensor other) => Dispatch.Call("atan2", this, other);
    }
}
