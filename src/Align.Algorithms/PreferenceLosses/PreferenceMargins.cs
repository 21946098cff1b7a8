using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Log-ratios and margins that the losses share.</summary>
public static class PreferenceMargins
{
    /// <summary>ρ = log π_θ − log π_ref of one side, nats, [N]; gradients flow to the policy alone.</summary>
    /// <exception cref="ArgumentException">There are no reference log-probabilities, or the shapes differ.</exception>
    public static Tensor LogRatio(ResponseBatch side)
    {
        ArgumentNullException.ThrowIfNull(side);
        var reference = Reference(side);
        Shape.Require(side.LogProbs, "N").And(reference, "N");
        using var constant = reference.detach();
        return side.LogProbs - constant;
    }

    /// <summary>D = ρ(chosen) − ρ(rejected), nats, [N].</summary>
    /// <exception cref="ArgumentException">The sides differ in length, or a reference is missing.</exception>
    public static Tensor LogRatioMargin(PreferenceBatch batch)
    {
        RequirePairs(batch);
        using var chosen = LogRatio(batch.Chosen);
        using var rejected = LogRatio(batch.Rejected);
        return chosen - rejected;
    }

    /// <summary>ρ/n of one side, nats a token, [N]; an empty response counts as one token, so that its value is 0.</summary>
    /// <exception cref="ArgumentException">There are no reference log-probabilities, or the shapes differ.</exception>
    public static Tensor AverageLogRatio(ResponseBatch side)
    {
        using var scope = torch.NewDisposeScope();
        return (LogRatio(side) / Tokens(side)).MoveToOuterDisposeScope();
    }

    /// <summary>p/n of one side, nats a token, [N]; an empty response counts as one token.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor AverageLogProb(ResponseBatch side)
    {
        ArgumentNullException.ThrowIfNull(side);
        Shape.Require(side.LogProbs, "N").Ids(side.Lengths, "N");
        using var tokens = Tokens(side);
        return side.LogProbs / tokens;
    }

    /// <summary>ρ(chosen)/n − ρ(rejected)/n, nats a token, [N].</summary>
    /// <exception cref="ArgumentException">The sides differ in length, or a reference is missing.</exception>
    public static Tensor AverageLogRatioMargin(PreferenceBatch batch)
    {
        RequirePairs(batch);
        using var scope = torch.NewDisposeScope();
        return (AverageLogRatio(batch.Chosen) - AverageLogRatio(batch.Rejected)).MoveToOuterDisposeScope();
    }

    /// <summary>p(chosen)/n − p(rejected)/n, nats a token, [N]; no reference is read.</summary>
    /// <exception cref="ArgumentException">The sides differ in length.</exception>
    public static Tensor AverageLogProbMargin(PreferenceBatch batch)
    {
        RequirePairs(batch);
        using var scope = torch.NewDisposeScope();
        return (AverageLogProb(batch.Chosen) - AverageLogProb(batch.Rejected)).MoveToOuterDisposeScope();
    }

    /// <summary>p(chosen) − p(rejected), nats, [N]; no reference is read.</summary>
    /// <exception cref="ArgumentException">The sides differ in length.</exception>
    public static Tensor LogProbMargin(PreferenceBatch batch)
    {
        RequirePairs(batch);
        return batch.Chosen.LogProbs - batch.Rejected.LogProbs;
    }

    /// <summary>q(chosen) − q(rejected), the reference's own margin, nats, [N]; constant.</summary>
    /// <exception cref="ArgumentException">The sides differ in length, or a reference is missing.</exception>
    public static Tensor ReferenceMargin(PreferenceBatch batch)
    {
        RequirePairs(batch);
        using var scope = torch.NewDisposeScope();
        return (Reference(batch.Chosen).detach() - Reference(batch.Rejected).detach()).MoveToOuterDisposeScope();
    }

    /// <summary>β·ρ of one side, the reward that DPO's family implies, [N]; constant. For metrics.</summary>
    /// <param name="side">The responses.</param>
    /// <param name="beta">β.</param>
    public static Tensor ImplicitReward(ResponseBatch side, double beta)
    {
        using var unrecorded = torch.no_grad();
        using var ratios = LogRatio(side);
        return ratios * beta;
    }

    /// <summary>Requires both sides to have as many rows.</summary>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequirePairs(PreferenceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Shape.Require(batch.Chosen.LogProbs, "N").And(batch.Rejected.LogProbs, "N");
    }

    private static Tensor Reference(ResponseBatch side) =>
        side.ReferenceLogProbs ?? throw new ArgumentException("The loss needs log-probabilities of a reference model.", nameof(side));

    private static Tensor Tokens(ResponseBatch side)
    {
        using var counted = side.Lengths.clamp_min(1);
        return counted.to(side.LogProbs.dtype);
    }
}
