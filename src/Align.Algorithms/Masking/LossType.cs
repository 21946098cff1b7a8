namespace Align.Algorithms.Masking;

/// <summary>How token losses become one number (<c>loss_type</c>, TRL's names). N sequences, T_i tokens in sequence i, L the largest length allowed.</summary>
public enum LossType
{
    /// <summary><c>grpo</c>: (1/N) Σ_i (1/T_i) Σ_t ℓ. Every sequence weighs the same, so tokens of long ones weigh less (Shao et al. 2024, arXiv:2402.03300).</summary>
    Grpo,

    /// <summary><c>dr_grpo</c>: (1/(N·L)) Σ_i Σ_t ℓ. A constant divisor, hence no length bias (Liu et al. 2025, arXiv:2503.20783).</summary>
    DrGrpo,

    /// <summary><c>dapo</c>: (1/Σ_i T_i) Σ_i Σ_t ℓ. Every token of the step weighs the same (Yu et al. 2025, arXiv:2503.14476).</summary>
    Dapo,

    /// <summary>
    /// <c>bnpo</c>: the token mean over the batch. TRL divides by the tokens of each local batch, so its value depends on how the
    /// step is cut; here the batch is the optimizer step, and the result equals <see cref="Dapo"/>.
    /// </summary>
    Bnpo,

    /// <summary><c>seq_mean_token_sum</c>: (1/N) Σ_i Σ_t ℓ. The likelihood ratio of whole sequences has this form; tokens of all sequences weigh the same, and the loss grows with the length (verl).</summary>
    SeqMeanTokenSum,

    /// <summary><c>seq_mean_token_sum_norm</c>: (1/L) Σ_i Σ_t ℓ, a sum over sequences in spite of its name: twice as many sequences double the loss (verl).</summary>
    SeqMeanTokenSumNorm,
}
