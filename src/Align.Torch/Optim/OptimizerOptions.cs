namespace Align.Torch.Modules;

/// <summary>The options of a group of parameters.</summary>
public class OptimizerOptions
{
    /// <summary>The rate in force; null until the group joins an optimizer.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The rate that schedules scale.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Takes over the values of options of the same kind.</summary>
    /// <param name="source">Copied from.</param>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        ArgumentNullException.ThrowIfNull(source);
        LearningRate = source.LearningRate;
        InitialLearningRate = source.InitialLearningRate;
    }
}
