using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>Values and gradients are numbers, and the gradients are those of the values.</summary>
internal static class PolicyNumericLaws
{
    private const double Stretch = 1e6;
    private const double Growth = 1e3;

    public static string? Finite(PolicyTrial trial, PolicyTokens tokens)
    {
        var got = PolicyEvaluation.Of(trial, tokens, PolicyStep.Of(trial, tokens));
        return Closeness.NotFinite("the token loss", got.PerToken)
            ?? Closeness.NotFinite("the gradient of LogProbs", got.Gradient)
            ?? Closeness.NotFinite("the mean ratio of the statistics", [got.Statistics.RatioMean()])
            ?? Closeness.NotFinite("the approximate KL of the statistics", [got.Statistics.ApproximateKl()]);
    }

    public static string? Differences(PolicyTrial trial, PolicyTokens tokens)
    {
        var step = PolicyStep.Of(trial, tokens);
        var analytic = PolicyEvaluation.Of(trial, tokens, step);
        var difference = new FiniteDifference(PolicyEvaluation.Values(tokens.LogProbs), values =>
        {
            using var scope = torch.NewDisposeScope();
            return PolicyEvaluation.LossOf(trial, tokens with { LogProbs = torch.tensor(values, tokens.LogProbs.shape, dtype: tokens.LogProbs.dtype) }, step);
        });
        return difference.Against(analytic.Gradient, trial.Options.GradientTolerance) is { } found ? $"The gradient of LogProbs {found}" : null;
    }

    public static string? Bounded(PolicyTrial trial, PolicyTokens tokens)
    {
        var step = PolicyStep.Of(trial, tokens);
        var far = tokens with { LogProbs = tokens.LogProbs * Stretch, OldLogProbs = tokens.OldLogProbs * Stretch };
        var (here, there) = (PolicyEvaluation.Of(trial, tokens, step).PerToken, PolicyEvaluation.Of(trial, far, step).PerToken);
        var scale = Growth * (1 + PolicyEvaluation.Values(tokens.Advantages).Append(0).Max(Math.Abs));
        var large = Array.FindIndex(there, value => Math.Abs(value) > scale);
        return large < 0 ? null : $"With all log-probabilities {Stretch:g} times as far from 0, the token loss at {large} goes from {Closeness.Text(here[large])} to {Closeness.Text(there[large])}.";
    }
}
