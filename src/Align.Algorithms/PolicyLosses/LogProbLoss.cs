namespace Align.Algorithms.PolicyLosses;

/// <summary>ℓ = −A·log π_θ, with the ratio measured only.</summary>
internal static class LogProbLoss
{
    public static PolicyLossTerms Compute(PolicyTokens tokens)
    {
        PolicyRatio.Require(tokens);
        using var scope = torch.NewDisposeScope();
        var advantages = PolicyRatio.Advantages(tokens);
        var losses = PolicyRatio.Weighted(-advantages * PolicyRatio.LogProbs(tokens), tokens);
        var logRatio = PolicyRatio.BoundedLogRatio(tokens).detach();
        var measured = new PolicyLossMeasurement(logRatio, logRatio.exp(), advantages);
        return new PolicyLossTerms(losses.MoveToOuterDisposeScope(), PolicyLossStatistics.Measure(measured, tokens.Mask));
    }
}
