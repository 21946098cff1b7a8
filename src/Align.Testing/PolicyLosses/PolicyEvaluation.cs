using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>What a loss says of a batch.</summary>
/// <param name="PerToken">The token losses, row-major.</param>
/// <param name="Loss">Their share of the step's loss, aggregated as the loss asks, else over the step's tokens.</param>
/// <param name="Gradients">Of <paramref name="Loss"/>, by field; zeros where it does not depend on one.</param>
/// <param name="Statistics">What the loss counted.</param>
internal sealed record PolicyEvaluation(double[] PerToken, double Loss, IReadOnlyDictionary<PolicyField, double[]> Gradients, PolicyLossStatistics Statistics)
{
    /// <summary>The gradient that training uses.</summary>
    public double[] Gradient => Gradients[PolicyField.LogProbs];

    /// <summary>Evaluates the loss on copies of the batch's tensors.</summary>
    /// <param name="trial">The loss and its options.</param>
    /// <param name="tokens">Any rows.</param>
    /// <param name="step">What is known of the whole step.</param>
    /// <param name="everywhere">Asks for gradients of the constants too.</param>
    public static PolicyEvaluation Of(PolicyTrial trial, PolicyTokens tokens, PolicyStep step, bool everywhere = false)
    {
        using var scope = torch.NewDisposeScope();
        var copies = PolicyTensors.Map(tokens, (field, tensor) =>
        {
            var copy = tensor.detach().clone();
            return field == PolicyField.LogProbs || (everywhere && field != PolicyField.Mask) ? copy.requires_grad_() : copy;
        });
        var terms = trial.Loss.Compute(copies, step.Statistics);
        var loss = LossAggregation.Compute(terms.PerToken, copies.Mask, trial.Loss.Aggregation ?? LossType.Dapo, step.Counts);
        if (loss.requires_grad)
        {
            loss.backward();
        }
        var gradients = PolicyTensors.Of(copies).Where(leaf => leaf.Tensor.requires_grad)
            .ToDictionary(leaf => leaf.Field, leaf => leaf.Tensor.grad is { } gradient ? Values(gradient) : new double[leaf.Tensor.numel()]);
        return new PolicyEvaluation(Values(terms.PerToken), Values(loss)[0], gradients, terms.Statistics);
    }

    /// <summary>The aggregated loss alone.</summary>
    public static double LossOf(PolicyTrial trial, PolicyTokens tokens, PolicyStep step)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var terms = trial.Loss.Compute(tokens, step.Statistics);
        return Values(LossAggregation.Compute(terms.PerToken, tokens.Mask, trial.Loss.Aggregation ?? LossType.Dapo, step.Counts))[0];
    }

    /// <summary>The elements in float64, row by row.</summary>
    public static double[] Values(Tensor tensor) => tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>The first token loss or gradient that differs from what this one has, in words; <see langword="null"/> where all agree.</summary>
    public string? Difference(PolicyEvaluation other, double tolerance) =>
        Closeness.Difference("the token loss", PerToken, other.PerToken, tolerance)
        ?? Closeness.Difference("the gradient of LogProbs", Gradient, other.Gradient, tolerance);
}
