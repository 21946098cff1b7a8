using System.Collections.Immutable;
using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>A batch of completions as plain data: what the generators make and make smaller.</summary>
public sealed record PolicyExample
{
    /// <summary>Float64 or Float32.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float64;

    /// <summary>The completions.</summary>
    public required ImmutableArray<PolicyRowExample> Rows { get; init; }

    /// <summary>Advantages are [N, T] rather than [N].</summary>
    public bool HasTokenAdvantages { get; init; }

    /// <summary>The token weights are given, rather than left out.</summary>
    public bool HasWeights { get; init; }

    /// <summary>The tensors. The caller disposes them, by a scope.</summary>
    public PolicyTokens ToTokens()
    {
        var width = Rows.Select(row => row.Tokens.Length).DefaultIfEmpty().Max();
        var positions = Rows.SelectMany(row => row.Tokens.Concat(Enumerable.Repeat(PolicyTokenExample.Padding, width - row.Tokens.Length))).ToList();
        Tensor Matrix(Func<PolicyTokenExample, double> value) => torch.tensor(positions.Select(value).ToArray(), [Rows.Length, width], dtype: Type);
        return new PolicyTokens
        {
            LogProbs = Matrix(token => token.LogProb),
            OldLogProbs = Matrix(token => token.OldLogProb),
            Advantages = HasTokenAdvantages ? Matrix(token => token.Advantage) : torch.tensor(Rows.Select(row => row.Advantage).ToArray(), dtype: Type),
            Mask = torch.tensor(positions.Select(token => token.Counts).ToArray(), [Rows.Length, width]),
            TokenWeights = HasWeights ? Matrix(token => token.Weight) : null,
        };
    }
}
