namespace Align.Models.TokenMasks;

/// <summary>The mask modules of SparsePO (arXiv:2410.05102) that have parameters.</summary>
public enum TokenMaskArchitecture
{
    /// <summary>Every block's output: one LayerNorm for all, a linear map to 1 and ReLU for each block, a mixer without bias over the blocks, ReLU.</summary>
    SimpleAll,

    /// <summary>The last block's output: a linear map to 1 and ReLU.</summary>
    SimpleLast,

    /// <summary>As <see cref="SimpleAll"/>, each block's map factored through 200 units without a nonlinearity between.</summary>
    MlAll,

    /// <summary>As <see cref="SimpleLast"/>, the map factored through 200 units without a nonlinearity between.</summary>
    MlLast,
}

/// <summary>How a mixer begins.</summary>
public enum MixerInitialization
{
    /// <summary>1 / L for each of L blocks.</summary>
    Positive,

    /// <summary>Normal with deviation 0.02, as the original's: all L are negative with probability 2^−L, and then the mask is 0 for ever.</summary>
    Normal,
}
