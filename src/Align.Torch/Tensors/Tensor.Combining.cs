using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>this + value · tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Dispatch.Call("addcdiv", this, tensor1, tensor2, value);

        /// <summary>As <see cref="addcdiv(Tensor, Tensor, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Dispatch.CallInPlace("addcdiv_", this, tensor1, tensor2, value);

        /// <summary>this + value · tensor1 · tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Dispatch.Call("addcmul", this, tensor1, tensor2, value);

        /// <summary>As <see cref="addcmul(Tensor, Tensor, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Dispatch.CallInPlace("addcmul_", this, tensor1, tensor2, value);

        /// <summary>this + tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        /// <summary>As <see cref="addcdiv(Tensor, Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1);

        /// <summary>this + weight · (end − this).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Dispatch.Call("lerp.Tensor", this, end, weight);

        /// <summary>As <see cref="lerp(Tensor, Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => Dispatch.CallInPlace("lerp_.Tensor", this, end, weight);

        /// <summary>Limits the elements to [min, max]; a bound that is null does not limit.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Dispatch.Call("clamp", this, min, max);

        /// <summary>As <see cref="clamp(Scalar, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Dispatch.CallInPlace("clamp_", this, min, max);

        /// <summary>Limits the elements to [min, max]; a bound that is null does not limit.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Dispatch.Call("clamp.Tensor", this, min, max);

        /// <summary>As <see cref="clamp(Tensor, Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Dispatch.CallInPlace("clamp_.Tensor", this, min, max);

        /// <summary>Another name of <see cref="clamp(Scalar, Scalar)"/>.</summary>
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        /// <summary>Limits the elements from above.</summary>
        public Tensor clamp_max(Scalar max) => Dispatch.Call("clamp_max", this, max);

        /// <summary>As <see cref="clamp_max(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor clamp_max_(Scalar max) => Dispatch.CallInPlace("clamp_max_", this, max);

        /// <summary>Limits the elements from below.</summary>
        public Tensor clamp_min(Scalar min) => Dispatch.Call("clamp_min", this, min);

        /// <summary>As <see cref="clamp_min(Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor clamp_min_(Scalar min) => Dispatch.CallInPlace("clamp_min_", this, min);

        /// <summary>The larger of each pair; NaN wins.</summary>
        public Tensor maximum(Tensor other) => Dispatch.Call("maximum", this, other);

        /// <summary>The smaller of each pair; NaN wins.</summary>
        public Tensor minimum(Tensor other) => Dispatch.Call("minimum", this, other);

        /// <summary>ln(eˣ + eʸ), without overflow.</summary>
        public Tensor logaddexp(Tensor other) => Dispatch.Call("logaddexp", this, other);

        /// <summary>√(x² + y²).</summary>
        public Tensor hypot(Tensor other) => Dispatch.Call("hypot", this, other);

        /// <summary>x · ln y; 0 where x is 0.</summary>
        public Tensor xlogy(Tensor y) => Dispatch.Call("xlogy.Tensor", this, y);

        /// <summary>x · ln y; 0 where x is 0.</summary>
        public Tensor xlogy(Scalar y) => Dispatch.Call("xlogy.Scalar_Other", this, y);

        /// <summary>This tensor where <paramref name="condition"/> holds, <paramref name="y"/> elsewhere, with broadcasting.</summary>
        public Tensor where(Tensor condition, Tensor y) => Dispatch.Call("where.self", condition, this, y);

        /// <summary>ln(1 + e^(beta · x)) / beta; the identity where beta · x exceeds the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Dispatch.Call("softplus", this, beta, threshold);
    }
}
