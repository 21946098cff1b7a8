using System.ComponentModel.DataAnnotations;
using Align.Models.TokenMasks;

namespace Align.Training.Configuration;

/// <summary>Weights of response tokens, for losses that read them: learned beside the policy, or given.</summary>
public sealed record TokenMaskConfig
{
    /// <summary>Where the weights come from.</summary>
    public required TokenMaskModule Module { get; init; }

    /// <summary>The reference's activations that <c>module: activations</c> reads.</summary>
    public MaskActivations Activations { get; init; } = MaskActivations.All;

    /// <summary>Peak learning rate of the mask modules. Without it, a twentieth of learning_rate: at the policy's own rate, masks grow instead of choosing. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double? MaskLearningRate { get; init; }

    /// <summary>Decoupled weight decay of the mask modules' maps and mixers. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MaskWeightDecay { get; init; } = 0.01;

    /// <summary>Share of a mask module's activations that are dropped in training. 0 up to, but below, 1.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double MaskDropout { get; init; }

    /// <summary>The largest weight of a token; no gradient flows where a mask lies above it. Above 0, up to 1e6; null for none.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double? Clamp { get; init; }

    /// <summary>How the mixers of modules that read all blocks begin.</summary>
    public MixerInitialization MixerInit { get; init; } = MixerInitialization.Positive;

    /// <summary>Held-out pairs whose masks are written, token by token, when the stage ends. 0 to 1,000.</summary>
    [Range(0, 1000)]
    public int NumExported { get; init; } = 8;

    /// <summary>Whether the weights come from modules with parameters.</summary>
    internal bool IsLearned => Module is TokenMaskModule.SimpleAll or TokenMaskModule.SimpleLast or TokenMaskModule.MlAll or TokenMaskModule.MlLast;
}

/// <summary>Sources of token weights.</summary>
public enum TokenMaskModule
{
    /// <summary>A map of every block's output, mixed over the blocks.</summary>
    SimpleAll,

    /// <summary>A map of the last block's output.</summary>
    SimpleLast,

    /// <summary>As simple_all, each map factored through 200 units.</summary>
    MlAll,

    /// <summary>As simple_last, the map factored through 200 units.</summary>
    MlLast,

    /// <summary>Uniform in [0, 1), drawn anew each step.</summary>
    Random,

    /// <summary>1 on the tokens that decide a pair, as its source knows them, and 0 elsewhere.</summary>
    Oracle,

    /// <summary>The reference's activations, averaged and rescaled (MaPO).</summary>
    Activations,
}

/// <summary>Groups of activations.</summary>
public enum MaskActivations
{
    /// <summary>All four groups.</summary>
    All,

    /// <summary>The feed-forward layers.</summary>
    Mlp,

    /// <summary>The attention's queries, keys, values and results.</summary>
    Attn,

    /// <summary>The residual stream.</summary>
    Resid,

    /// <summary>The logits.</summary>
    Logits,

    /// <summary>None: every weight is 1.</summary>
    Uniform,
}
