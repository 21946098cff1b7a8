using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>The learning rate as a pure function of the optimizer step, so that there is nothing to save and nothing to advance.</summary>
/// <param name="Peak">The rate after warm-up.</param>
/// <param name="WarmupSteps">Steps over which the rate rises linearly from Peak / WarmupSteps; 0 for none.</param>
/// <param name="TotalSteps">Optimizer steps of the stage; the decaying kinds reach 0 there.</param>
/// <param name="Kind">What happens after the warm-up.</param>
public sealed record LearningRateSchedule(double Peak, long WarmupSteps, long TotalSteps, LrSchedulerType Kind)
{
    /// <summary>The rate of an optimizer step, from 0.</summary>
    public double At(long step)
    {
        if (step < WarmupSteps)
        {
            return Peak * (step + 1) / WarmupSteps;
        }
        var remaining = Math.Max(1, TotalSteps - WarmupSteps);
        var progress = Math.Min(1.0, (step - WarmupSteps) / (double)remaining);
        return Kind switch
        {
            LrSchedulerType.Constant => Peak,
            LrSchedulerType.Linear => Peak * (1 - progress),
            LrSchedulerType.Cosine => Peak * 0.5 * (1 + Math.Cos(Math.PI * progress)),
            _ => throw new InvalidOperationException($"{Kind} is not a schedule."),
        };
    }
}
