using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Absolute values.</summary>
        public Tensor abs() => Dispatch.Call("abs", this);

        /// <summary>As <see cref="abs()"/>, written into this tensor; returns it.</summary>
        public Tensor abs_() => Dispatch.CallInPlace("abs_", this);

        /// <summary>The elements with the other sign.</summary>
        public Tensor neg() => Dispatch.Call("neg", this);

        /// <summary>As <see cref="neg()"/>, written into this tensor; returns it.</summary>
        public Tensor neg_() => Dispatch.CallInPlace("neg_", this);

        /// <summary>-1, 0 or 1 by sign.</summary>
        public Tensor sign() => Dispatch.Call("sign", this);

        /// <summary>As <see cref="sign()"/>, written into this tensor; returns it.</summary>
        public Tensor sign_() => Dispatch.CallInPlace("sign_", this);

        /// <summary>Sign; of complex numbers, the unit vector.</summary>
        public Tensor sgn() => Dispatch.Call("sgn", this);

        /// <summary>As <see cref="sgn()"/>, written into this tensor; returns it.</summary>
        public Tensor sgn_() => Dispatch.CallInPlace("sgn_", this);

        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => Dispatch.Call("exp", this);

        /// <summary>As <see cref="exp()"/>, written into this tensor; returns it.</summary>
        public Tensor exp_() => Dispatch.CallInPlace("exp_", this);

        /// <summary>2 to the power of each element.</summary>
        public Tensor exp2() => Dispatch.Call("exp2", this);

        /// <summary>As <see cref="exp2()"/>, written into this tensor; returns it.</summary>
        public Tensor exp2_() => Dispatch.CallInPlace("exp2_", this);

        /// <summary>eˣ − 1, exact near 0.</summary>
        public Tensor expm1() => Dispatch.Call("expm1", this);

        /// <summary>As <see cref="expm1()"/>, written into this tensor; returns it.</summary>
        public Tensor expm1_() => Dispatch.CallInPlace("expm1_", this);

        /// <summary>Natural logarithm.</summary>
        public Tensor log() => Dispatch.Call("log", this);

        /// <summary>As <see cref="log()"/>, written into this tensor; returns it.</summary>
        public Tensor log_() => Dispatch.CallInPlace("log_", this);

        /// <summary>ln(1 + x), exact near 0.</summary>
        public Tensor log1p() => Dispatch.Call("log1p", this);

        /// <summary>As <see cref="log1p()"/>, written into this tensor; returns it.</summary>
        public Tensor log1p_() => Dispatch.CallInPlace("log1p_", this);

        /// <summary>Logarithm to base 2.</summary>
        public Tensor log2() => Dispatch.Call("log2", this);

        /// <summary>As <see cref="log2()"/>, written into this tensor; returns it.</summary>
        public Tensor log2_() => Dispatch.CallInPlace("log2_", this);

        /// <summary>Logarithm to base 10.</summary>
        public Tensor log10() => Dispatch.Call("log10", this);

        /// <summary>As <see cref="log10()"/>, written into this tensor; returns it.</summary>
        public Tensor log10_() => Dispatch.CallInPlace("log10_", this);

        /// <summary>Square root.</summary>
        public Tensor sqrt() => Dispatch.Call("sqrt", this);

        /// <summary>As <see cref="sqrt()"/>, written into this tensor; returns it.</summary>
        public Tensor sqrt_() => Dispatch.CallInPlace("sqrt_", this);

        /// <summary>1 / √x.</summary>
        public Tensor rsqrt() => Dispatch.Call("rsqrt", this);

        /// <summary>As <see cref="rsqrt()"/>, written into this tensor; returns it.</summary>
        public Tensor rsqrt_() => Dispatch.CallInPlace("rsqrt_", this);

        /// <summary>1 / x.</summary>
        public Tensor reciprocal() => Dispatch.Call("reciprocal", this);

        /// <summary>As <see cref="reciprocal()"/>, written into this tensor; returns it.</summary>
        public Tensor reciprocal_() => Dispatch.CallInPlace("reciprocal_", this);

        /// <summary>The least integer not below.</summary>
        public Tensor ceil() => Dispatch.Call("ceil", this);

        /// <summary>As <see cref="ceil()"/>, written into this tensor; returns it.</summary>
        public Tensor ceil_() => Dispatch.CallInPlace("ceil_", this);

        /// <summary>The greatest integer not above.</summary>
        public Tensor floor() => Dispatch.Call("floor", this);

        /// <summary>As <see cref="floor()"/>, written into this tensor; returns it.</summary>
        public Tensor floor_() => Dispatch.CallInPlace("floor_", this);

        /// <summary>The integer part, towards 0.</summary>
        public Tensor trunc() => Dispatch.Call("trunc", this);

        /// <summary>As <see cref="trunc()"/>, written into this tensor; returns it.</summary>
        public Tensor trunc_() => Dispatch.CallInPlace("trunc_", this);

        /// <summary>The fractional part.</summary>
        public Tensor frac() => Dispatch.Call("frac", this);

        /// <summary>As <see cref="frac()"/>, written into this tensor; returns it.</summary>
        public Tensor frac_() => Dispatch.CallInPlace("frac_", this);

        /// <summary>1 / (1 + e⁻ˣ).</summary>
        public Tensor sigmoid() => Dispatch.Call("sigmoid", this);

        /// <summary>As <see cref="sigmoid()"/>, written into this tensor; returns it.</summary>
        public Tensor sigmoid_() => Dispatch.CallInPlace("sigmoid_", this);

        /// <summary>Error function.</summary>
        public Tensor erf() => Dispatch.Call("erf", this);

        /// <summary>As <see cref="erf()"/>, written into this tensor; returns it.</summary>
        public Tensor erf_() => Dispatch.CallInPlace("erf_", this);

        /// <summary>1 − erf(x).</summary>
        public Tensor erfc() => Dispatch.Call("erfc", this);

        /// <summary>As <see cref="erfc()"/>, written into this tensor; returns it.</summary>
        public Tensor erfc_() => Dispatch.CallInPlace("erfc_", this);

        /// <summary>Inverse of the error function.</summary>
        public Tensor erfinv() => Dispatch.Call("erfinv", this);

        /// <summary>As <see cref="erfinv()"/>, written into this tensor; returns it.</summary>
        public Tensor erfinv_() => Dispatch.CallInPlace("erfinv_", this);

        /// <summary>ln |Γ(x)|.</summary>
        public Tensor lgamma() => Dispatch.Call("lgamma", this);

        /// <summary>As <see cref="lgamma()"/>, written into this tensor; returns it.</summary>
        public Tensor lgamma_() => Dispatch.CallInPlace("lgamma_", this);

        /// <summary>Derivative of ln Γ.</summary>
        public Tensor digamma() => Dispatch.Call("digamma", this);

        /// <summary>As <see cref="digamma()"/>, written into this tensor; returns it.</summary>
        public Tensor digamma_() => Dispatch.CallInPlace("digamma_", this);

        /// <summary>max(x, 0).</summary>
        public Tensor relu() => Dispatch.Call("relu", this);

        /// <summary>As <see cref="relu()"/>, written into this tensor; returns it.</summary>
        public Tensor relu_() => Dispatch.CallInPlace("relu_", this);

        /// <summary>x · sigmoid(x).</summary>
        public Tensor silu() => Dispatch.Call("silu", this);

        /// <summary>As <see cref="silu()"/>, written into this tensor; returns it.</summary>
        public Tensor silu_() => Dispatch.CallInPlace("silu_", this);

        /// <summary>True where the element is 0.</summary>
        public Tensor logical_not() => Dispatch.Call("logical_not", this);

        /// <summary>As <see cref="logical_not()"/>, written into this tensor; returns it.</summary>
        public Tensor logical_not_() => Dispatch.CallInPlace("logical_not_", this);

        /// <summary>Bitwise complement; of Bool, logical negation.</summary>
        public Tensor bitwise_not() => Dispatch.Call("bitwise_not", this);

        /// <summary>As <see cref="bitwise_not()"/>, written into this tensor; returns it.</summary>
        public Tensor bitwise_not_() => Dispatch.CallInPlace("bitwise_not_", this);

        /// <summary>True where not a number.</summary>
        public Tensor isnan() => Dispatch.Call("isnan", this);

        /// <summary>True where infinite.</summary>
        public Tensor isinf() => Dispatch.Call("isinf", this);

        /// <summary>True where neither infinite nor NaN.</summary>
        public Tensor isfinite() => Dispatch.Call("isfinite", this);

        /// <summary>x², elementwise.</summary>
        public Tensor square() => Dispatch.Call("square", this);

        /// <summary>Another name of <see cref="abs()"/>.</summary>
        public Tensor absolute() => abs();

        /// <summary>Another name of <see cref="neg()"/>.</summary>
        public Tensor negative() => neg();

        /// <summary>The tensor itself.</summary>
        public Tensor positive() => Dispatch.Call("positive", this);

        /// <summary>Rounds to <paramref name="decimals"/> places, halves to even.</summary>
        public Tensor round(long decimals = 0L) => Dispatch.Call("round.decimals", this, decimals);

        /// <summary>As <see cref="round(long)"/>, written into this tensor; returns it.</summary>
        public Tensor round_(long decimals = 0L) => Dispatch.CallInPlace("round_.decimals", this, decimals);

        /// <summary>ln(x / (1 − x)); <paramref name="eps"/> clamps x away from 0 and 1.</summary>
        public Tensor logit(double? eps = null) => Dispatch.Call("logit", this, eps);

        /// <summary>Replaces NaN and infinities by given numbers; infinities become the dtype's extremes when not given.</summary>
        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Dispatch.Call("nan_to_num", this, nan, posinf, neginf);
    }
}
