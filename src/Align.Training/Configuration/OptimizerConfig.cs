using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>AdamW and its learning-rate schedule; these keys stand directly in the stage.</summary>
public sealed record OptimizerConfig
{
    /// <summary>Peak learning rate. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Optimizer steps over which the learning rate rises linearly, from learning_rate / warmup_steps. 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int WarmupSteps { get; init; }

    /// <summary>Course of the learning rate after warm-up; linear and cosine fall towards 0, which the step after the stage's last would have. They count the optimizer steps made of those planned: where a batch teaches nothing and its step is left out, the course ends above 0.</summary>
    public LrSchedulerType LrSchedulerType { get; init; } = LrSchedulerType.Constant;

    /// <summary>Decoupled weight decay. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; }

    /// <summary>Largest norm of the gradient over all parameters; a longer one is scaled down. Above 0, up to 1e9.</summary>
    [Range(0.0, 1e9, MinimumIsExclusive = true)]
    public double MaxGradNorm { get; init; } = 1.0;

    /// <summary>Decay of the first moment. 0 up to, but below, 1.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double AdamBeta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment. 0 up to, but below, 1.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double AdamBeta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator of the update. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double AdamEpsilon { get; init; } = 1e-8;
}

/// <summary>Courses of the learning rate after warm-up.</summary>
public enum LrSchedulerType
{
    /// <summary>Stays at its peak.</summary>
    Constant,

    /// <summary>Falls to 0 along a straight line.</summary>
    Linear,

    /// <summary>Falls to 0 along half a cosine.</summary>
    Cosine,
}
