using Align.Algorithms;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>Which way the gradient points.</summary>
internal static class PolicyDirectionLaws
{
    private const double Shift = 1.0;
    private const double Drift = 0.5;

    public static string? NeedsUncoupled(LossTraits traits) => traits.CouplesBatch ? "it couples the batch: some tokens are treated apart" : null;

    public static string? ZeroAdvantage(PolicyTrial trial, PolicyTokens tokens)
    {
        var none = tokens with { Advantages = torch.zeros_like(tokens.Advantages) };
        var got = PolicyEvaluation.Of(trial, none, PolicyStep.Of(trial, none));
        return Closeness.Difference("the gradient of LogProbs where all advantages are 0", new double[got.Gradient.Length], got.Gradient, tolerance: 0);
    }

    public static string? OnPolicy(PolicyTrial trial, PolicyTokens tokens)
    {
        var same = tokens with { OldLogProbs = tokens.LogProbs, TokenWeights = null };
        var step = PolicyStep.Of(trial, same);
        var got = PolicyEvaluation.Of(trial, same, step);
        if (got.Statistics.Tokens > 0 && !(got.Statistics.RatioMin == 1 && got.Statistics.RatioMax == 1))
        {
            return $"Where the policy is the old one, the ratio lies between {Closeness.Text(got.Statistics.RatioMin)} and {Closeness.Text(got.Statistics.RatioMax)}; expected 1.";
        }
        return Closeness.Difference("the gradient of LogProbs where the policy is the old one", PolicyGradient(trial, same, step), got.Gradient, trial.Options.Tolerance);
    }

    public static string? PullsBack(PolicyTrial trial, PolicyTokens tokens)
    {
        var fallen = tokens with
        {
            Advantages = tokens.Advantages.abs(),
            LogProbs = torch.minimum(tokens.LogProbs, tokens.OldLogProbs - Drift),
            TokenWeights = null,
        };
        var step = PolicyStep.Of(trial, fallen);
        var gradient = PolicyEvaluation.Of(trial, fallen, step).Gradient;
        var wanted = PolicyGradient(trial, fallen, step);
        var lost = Enumerable.Range(0, gradient.Length).FirstOrDefault(i => wanted[i] < 0 && gradient[i] >= 0, -1);
        return lost < 0 ? null : $"At {lost}, with a positive advantage and a log-probability at least {Drift} below the old one, the gradient of the log-probability is {Closeness.Text(gradient[lost])}; expected less than 0.";
    }

    public static string? Monotone(PolicyTrial trial, PolicyTokens tokens)
    {
        var gradient = PolicyEvaluation.Of(trial, tokens, PolicyStep.Of(trial, tokens)).Gradient;
        var advantages = Advantages(tokens);
        var wrong = Enumerable.Range(0, gradient.Length).FirstOrDefault(i => advantages[i] * gradient[i] > trial.Options.Tolerance, -1);
        return wrong < 0 ? null : $"At {wrong}, the advantage is {Closeness.Text(advantages[wrong])} and the gradient of the log-probability {Closeness.Text(gradient[wrong])}: learning goes the wrong way.";
    }

    public static string? ShiftInvariant(PolicyTrial trial, PolicyTokens tokens)
    {
        var moved = tokens with { LogProbs = tokens.LogProbs + Shift, OldLogProbs = tokens.OldLogProbs + Shift };
        var here = PolicyEvaluation.Of(trial, tokens, PolicyStep.Of(trial, tokens));
        var there = PolicyEvaluation.Of(trial, moved, PolicyStep.Of(trial, moved));
        return here.Difference(there, trial.Options.Tolerance) is { } found ? $"With {Shift} added to both log-probabilities: {found}" : null;
    }

    /// <summary>The gradient of the aggregated −A·log π: the policy gradient.</summary>
    private static double[] PolicyGradient(PolicyTrial trial, PolicyTokens tokens, PolicyStep step)
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = tokens.LogProbs.detach().clone().requires_grad_();
        var advantages = tokens.Advantages.dim() == 1 ? tokens.Advantages.unsqueeze(1) : tokens.Advantages;
        var losses = (-advantages * logProbs).where(tokens.Mask, torch.zeros_like(tokens.LogProbs));
        LossAggregation.Compute(losses, tokens.Mask, trial.Loss.Aggregation ?? LossType.Dapo, step.Counts).backward();
        return PolicyEvaluation.Values(logProbs.grad!);
    }

    private static double[] Advantages(PolicyTokens tokens)
    {
        using var scope = torch.NewDisposeScope();
        var advantages = tokens.Advantages.dim() == 1 ? tokens.Advantages.unsqueeze(1).expand(tokens.Mask.shape) : tokens.Advantages;
        return PolicyEvaluation.Values(advantages.where(tokens.Mask, torch.zeros_like(advantages)));
    }
}
