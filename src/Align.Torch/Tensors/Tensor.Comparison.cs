using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>True where equal, with broadcasting.</summary>
        public Tensor eq(Tensor target) => Dispatch.Call("eq.Tensor", this, target);

        /// <summary>True where equal, with broadcasting.</summary>
        public Tensor eq(Scalar target) => Dispatch.Call("eq.Scalar", this, target);

        /// <summary>Another name of <see cref="eq(Tensor)"/>.</summary>
        public Tensor equal(Tensor target) => eq(target);

        /// <summary>True where different, with broadcasting.</summary>
        public Tensor ne(Tensor target) => Dispatch.Call("ne.Tensor", this, target);

        /// <summary>True where different, with broadcasting.</summary>
        public Tensor ne(Scalar target) => Dispatch.Call("ne.Scalar", this, target);

        /// <summary>Another name of <see cref="ne(Tensor)"/>.</summary>
        public Tensor not_equal(Tensor target) => ne(target);

        /// <summary>True where smaller, with broadcasting.</summary>
        public Tensor lt(Tensor target) => Dispatch.Call("lt.Tensor", this, target);

        /// <summary>True where smaller, with broadcasting.</summary>
        public Tensor lt(Scalar target) => Dispatch.Call("lt.Scalar", this, target);

        /// <summary>Another name of <see cref="lt(Tensor)"/>.</summary>
        public Tensor less(Tensor target) => lt(target);

        /// <summary>True where smaller or equal, with broadcasting.</summary>
        public Tensor le(Tensor target) => Dispatch.Call("le.Tensor", this, target);

        /// <summary>True where smaller or equal, with broadcasting.</summary>
        public Tensor le(Scalar target) => Dispatch.Call("le.Scalar", this, target);

        /// <summary>Another name of <see cref="le(Tensor)"/>.</summary>
        public Tensor less_equal(Tensor target) => le(target);

        /// <summary>True where larger, with broadcasting.</summary>
        public Tensor gt(Tensor target) => Dispatch.Call("gt.Tensor", this, target);

        /// <summary>True where larger, with broadcasting.</summary>
        public Tensor gt(Scalar target) => Dispatch.Call("gt.Scalar", this, target);

        /// <summary>Another name of <see cref="gt(Tensor)"/>.</summary>
        public Tensor greater(Tensor target) => gt(target);

        /// <summary>True where larger or equal, with broadcasting.</summary>
        public Tensor ge(Tensor target) => Dispatch.Call("ge.Tensor", this, target);

        /// <summary>True where larger or equal, with broadcasting.</summary>
        public Tensor ge(Scalar target) => Dispatch.Call("ge.Scalar", this, target);

        /// <summary>Another name of <see cref="ge(Tensor)"/>.</summary>
        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>The and of both, on truth values.</summary>
        public Tensor logical_and(Tensor other) => Dispatch.Call("logical_and", this, other);

        /// <summary>As <see cref="logical_and(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor logical_and_(Tensor other) => Dispatch.CallInPlace("logical_and_", this, other);

        /// <summary>The and of both, on bits; of Bool, logical.</summary>
        public Tensor bitwise_and(Tensor other) => Dispatch.Call("bitwise_and.Tensor", this, other);

        /// <summary>As <see cref="bitwise_and(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor bitwise_and_(Tensor other) => Dispatch.CallInPlace("bitwise_and_.Tensor", this, other);

        /// <summary>The or of both, on truth values.</summary>
        public Tensor logical_or(Tensor other) => Dispatch.Call("logical_or", this, other);

        /// <summary>As <see cref="logical_or(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor logical_or_(Tensor other) => Dispatch.CallInPlace("logical_or_", this, other);

        /// <summary>The or of both, on bits; of Bool, logical.</summary>
        public Tensor bitwise_or(Tensor other) => Dispatch.Call("bitwise_or.Tensor", this, other);

        /// <summary>As <see cref="bitwise_or(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor bitwise_or_(Tensor other) => Dispatch.CallInPlace("bitwise_or_.Tensor", this, other);

        /// <summary>The xor of both, on truth values.</summary>
        public Tensor logical_xor(Tensor other) => Dispatch.Call("logical_xor", this, other);

        /// <summary>As <see cref="logical_xor(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor logical_xor_(Tensor other) => Dispatch.CallInPlace("logical_xor_", this, other);

        /// <summary>The xor of both, on bits; of Bool, logical.</summary>
        public Tensor bitwise_xor(Tensor other) => Dispatch.Call("bitwise_xor.Tensor", this, other);

        /// <summary>As <see cref="bitwise_xor(Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor bitwise_xor_(Tensor other) => Dispatch.CallInPlace("bitwise_xor_.Tensor", this, other);

        /// <summary>Whether both have the same shape and equal elements.</summary>
        public bool Equals(Tensor target) => target is not null && Dispatch.CallBool("equal", this, target);

        /// <summary>Whether |this − target| ≤ atol + rtol · |target| everywhere.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Dispatch.CallBool("allclose", this, target, rtol, atol, equal_nan);

        /// <summary>Whether the one element is not zero.</summary>
        public bool is_nonzero() => Dispatch.CallBool("is_nonzero", this);
    }
}
