namespace Align.Algorithms.PolicyLosses;

/// <summary>What a policy loss that couples the batch knows of the whole optimizer step: constants, without gradients.</summary>
public sealed record PolicyStepStatistics
{
    /// <summary>Nothing is known, and nothing need be.</summary>
    public static PolicyStepStatistics None { get; } = new();

    /// <summary>bool [N, T], true for the tokens that the loss treats apart (clip-cov leaves them out, kl-cov pulls them back); false outside the mask.</summary>
    public Tensor? Selected { get; init; }

    /// <summary>The statistics of the rows from <paramref name="start"/>, <paramref name="count"/> of them, and of their first <paramref name="width"/> tokens. The caller disposes the new tensors, by a scope.</summary>
    public PolicyStepStatistics Rows(long start, long count, long width) =>
        Selected is { } selected ? this with { Selected = selected.narrow(0, start, count).narrow(1, 0, width) } : this;
}
