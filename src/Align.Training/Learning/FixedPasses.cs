using Align.Algorithms.PolicyLosses;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>The passes whose numbers stay fixed while the policy moves: the policy as it is when the step begins, and the reference.</summary>
internal sealed class FixedPasses(TrainingState state, GrpoStageConfig config, ScoringOptions scoring)
{
    /// <summary>Fills in what the step's losses read beside the moving policy.</summary>
    /// <param name="policy">As it is when the step begins.</param>
    /// <param name="micro">Takes the numbers.</param>
    /// <param name="metrics">Takes down how far the sampler's log-probabilities lie from the learner's.</param>
    public void Fill(DecoderTransformer policy, PreparedMicroBatch micro, StepMetrics metrics)
    {
        using var _ = no_grad();
        if (config.OldLogprobs == OldLogprobs.Recompute)
        {
            (micro.OldLogProbs, micro.OldEntropy, var _) = PolicyForward.Run(policy, micro.Batch, scoring with { WithEntropy = config.ReadsOldEntropy });
            metrics.AddSamplingGap(micro.OldLogProbs, micro);
        }
        else if (config.OldLogprobs == OldLogprobs.Rollout)
        {
            micro.OldLogProbs = micro.SampledLogProbs.clone();
        }
        if (config.Beta > 0)
        {
            micro.ReferenceLogProbs = Reference(policy, micro);
        }
    }

    /// <summary>log π_old, nats, [N, C]; the caller disposes it.</summary>
    public Tensor Old(DecoderTransformer policy, PreparedMicroBatch micro)
    {
        using var _ = no_grad();
        return PolicyForward.Run(policy, micro.Batch, scoring).LogProbs;
    }

    /// <summary>log π_ref, nats, [N, C]; the caller disposes it. Under an adapter the policy without it is the reference.</summary>
    public Tensor Reference(DecoderTransformer policy, PreparedMicroBatch micro)
    {
        using var _ = no_grad();
        using var alone = config.Lora is null ? null : policy.WithAdapter(null);
        return PolicyForward.Run(config.Lora is null ? state.Reference! : policy, micro.Batch, scoring).LogProbs;
    }
}
