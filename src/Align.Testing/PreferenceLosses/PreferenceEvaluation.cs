using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>What a loss says of a batch: the losses of the rows and the gradients of their sum.</summary>
/// <param name="Losses">One a row.</param>
/// <param name="Gradients">By field, row-major; zeros where the loss does not depend on it.</param>
/// <param name="Unread">The fields that the loss does not depend on, or takes as constants.</param>
internal sealed record PreferenceEvaluation(double[] Losses, IReadOnlyDictionary<PreferenceField, double[]> Gradients, IReadOnlySet<PreferenceField> Unread)
{
    /// <summary>Evaluates the loss on copies of the batch's tensors.</summary>
    /// <param name="trial">The loss and its options.</param>
    /// <param name="batch">Any rows.</param>
    /// <param name="step">What is known of the whole step.</param>
    /// <param name="everywhere">Asks for gradients of the constants too.</param>
    public static PreferenceEvaluation Of(PreferenceTrial trial, PreferenceBatch batch, PreferenceStep step, bool everywhere = false)
    {
        using var scope = torch.NewDisposeScope();
        var copies = PreferenceTensors.Map(batch, (field, tensor) =>
        {
            var copy = tensor.detach().clone();
            return field.IsFloating && (field.IsTrained || everywhere) ? copy.requires_grad_() : copy;
        });
        var losses = trial.Loss.PerExample(copies, step.Counts, step.Statistics);
        if (losses.requires_grad)
        {
            losses.sum().backward();
        }
        var leaves = PreferenceTensors.Of(copies).Where(leaf => leaf.Tensor.requires_grad).ToList();
        return new PreferenceEvaluation(
            Values(losses),
            leaves.ToDictionary(leaf => leaf.Field, leaf => leaf.Tensor.grad is { } gradient ? Values(gradient) : new double[leaf.Tensor.numel()]),
            leaves.Where(leaf => leaf.Tensor.grad is null).Select(leaf => leaf.Field).ToHashSet());
    }

    /// <summary>The losses alone.</summary>
    public static double[] LossesOf(PreferenceTrial trial, PreferenceBatch batch, PreferenceStep step)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        return Values(trial.Loss.PerExample(batch, step.Counts, step.Statistics));
    }

    /// <summary>The elements in float64, row by row.</summary>
    public static double[] Values(Tensor tensor) => tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>The first loss or gradient that differs from what this one has, in words; <see langword="null"/> where all agree.</summary>
    /// <param name="other">What came instead.</param>
    /// <param name="tolerance">See <see cref="Closeness.Close"/>.</param>
    public string? Difference(PreferenceEvaluation other, double tolerance) =>
        Closeness.Difference("the loss", Losses, other.Losses, tolerance)
        ?? Gradients.Keys.Select(field => Closeness.Difference($"the gradient of {field}", Gradients[field], other.Gradients[field], tolerance))
            .FirstOrDefault(found => found is not null);
}
