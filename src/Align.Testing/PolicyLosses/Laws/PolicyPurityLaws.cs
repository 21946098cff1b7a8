using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>A loss is a pure function of the policy, and constants stay constants.</summary>
internal static class PolicyPurityLaws
{
    public static string? DeclaredInputs(PolicyTrial trial, PolicyTokens tokens)
    {
        var losses = trial.Loss.Compute(tokens, PolicyStep.Of(trial, tokens).Statistics).PerToken;
        if (!losses.shape.SequenceEqual(tokens.LogProbs.shape))
        {
            return $"The token losses have the shape [{string.Join(", ", losses.shape)}]; expected [{string.Join(", ", tokens.LogProbs.shape)}].";
        }
        return losses.dtype == tokens.LogProbs.dtype ? null : $"The token losses are {losses.dtype}; the log-probabilities are {tokens.LogProbs.dtype}.";
    }

    public static string? Deterministic(PolicyTrial trial, PolicyTokens tokens)
    {
        var given = Inputs(tokens);
        var first = PolicyEvaluation.Of(trial, tokens, PolicyStep.Of(trial, tokens));
        var second = PolicyEvaluation.Of(trial, tokens, PolicyStep.Of(trial, tokens));
        if (first.Difference(second, tolerance: 0) is { } found)
        {
            return $"The second call with the same inputs differs from the first. {found}";
        }
        PolicyEvaluation.LossOf(trial, tokens, PolicyStep.Of(trial, tokens));
        var left = Inputs(tokens);
        return given.Where(field => !field.Value.SequenceEqual(left[field.Key])).Select(field => $"The call changed its input {field.Key}.").FirstOrDefault();
    }

    public static string? Constants(PolicyTrial trial, PolicyTokens tokens)
    {
        var got = PolicyEvaluation.Of(trial, tokens, PolicyStep.Of(trial, tokens), everywhere: true);
        foreach (var (field, gradient) in got.Gradients.Where(field => field.Key != PolicyField.LogProbs))
        {
            var leak = Array.FindIndex(gradient, value => value != 0);
            if (leak >= 0)
            {
                return $"At {leak}, the gradient of {field} is {Closeness.Text(gradient[leak])}; expected 0.";
            }
        }
        return null;
    }

    private static Dictionary<PolicyField, double[]> Inputs(PolicyTokens tokens) =>
        PolicyTensors.Of(tokens).ToDictionary(leaf => leaf.Field, leaf => PolicyEvaluation.Values(leaf.Tensor));
}
