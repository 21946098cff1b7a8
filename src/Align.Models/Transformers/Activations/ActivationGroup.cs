namespace Align.Models.Transformers.Activations;

/// <summary>The places of a transformer whose activations can be read, as the mask of MaPO groups them (arXiv:2410.05102).</summary>
[Flags]
public enum ActivationGroup
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Each block's feed-forward layer before its last projection: silu(W_gate x) ∘ W_up x.</summary>
    Mlp = 1,

    /// <summary>Each block's queries, keys (before and after the rotation), values, and the attention's result before its last projection; heads side by side.</summary>
    Attention = 2,

    /// <summary>The residual stream: embedding; each block's input, normed input, attention's and feed-forward's additions, and output; the last norm's output.</summary>
    Residual = 4,

    /// <summary>The logits.</summary>
    Logits = 8,

    /// <summary>All four.</summary>
    All = Mlp | Attention | Residual | Logits,
}
