namespace Align.Models.Transformers;

/// <summary>Which published decoder the weights follow; the names of <c>model_type</c>.</summary>
public enum TransformerFamily
{
    /// <summary><c>qwen2</c>: biases on the query, key and value projections.</summary>
    Qwen2,

    /// <summary><c>qwen3</c>: RMS norms on each head's queries and keys.</summary>
    Qwen3,

    /// <summary><c>llama</c>: neither, unless <c>attention_bias</c> says so.</summary>
    Llama,
}
