using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Learning;

/// <summary>A completion with the advantage that the estimator gives it.</summary>
/// <param name="Trajectory">The completion and its prompt.</param>
/// <param name="Advantage">Of the completion; dimensionless when scaled, else reward units. Where tokens have their own, the mean of these.</param>
/// <param name="Tokens">How many of its tokens count in the loss; 0 where the completion is masked.</param>
internal sealed record JudgedSample(Trajectory Trajectory, double Advantage, int Tokens)
{
    /// <summary>One advantage a token that counts; <see langword="null"/> where all have the completion's.</summary>
    public ImmutableArray<double>? TokenAdvantages { get; init; }

    /// <summary>Whether the policy loss of the completion can have a gradient.</summary>
    public bool Teaches => Tokens > 0 && (TokenAdvantages is { } tokens ? tokens.Any(advantage => advantage != 0) : Advantage != 0);
}
