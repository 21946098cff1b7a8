using System.Collections.Immutable;
using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>A batch of preferences as plain data: what the generators make and make smaller.</summary>
public sealed record PreferenceExample
{
    /// <summary>Float64 or Float32.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float64;

    /// <summary>The preferred responses.</summary>
    public required ImmutableArray<ResponseExample> Chosen { get; init; }

    /// <summary>The others; as many, unless the loss is unpaired.</summary>
    public required ImmutableArray<ResponseExample> Rejected { get; init; }

    /// <summary>Completions under other examples' prompts, where the loss reads them.</summary>
    public ImmutableArray<ResponseExample> Mismatched { get; init; } = [];

    /// <summary>The traits that say which inputs the batch holds.</summary>
    public required LossTraits Traits { get; init; }

    /// <summary>The token weights are given, rather than left out.</summary>
    public bool HasWeights { get; init; }

    /// <summary>The tensors: exactly the inputs that the traits ask for. The caller disposes them, by a scope.</summary>
    public PreferenceBatch ToBatch() => new()
    {
        Chosen = Side(Chosen),
        Rejected = Side(Rejected),
        RewardMargins = Traits.ReadsRewardMargins ? Vector(Chosen.Select(row => row.RewardMargin)) : null,
        Mismatched = Traits.ReadsMismatched ? Side(Mismatched) with { Tokens = null } : null,
    };

    private ResponseBatch Side(ImmutableArray<ResponseExample> rows) => new()
    {
        LogProbs = Vector(rows.Select(row => row.LogProb)),
        ReferenceLogProbs = Traits.NeedsReference ? Vector(rows.Select(row => row.ReferenceLogProb)) : null,
        Lengths = torch.tensor(rows.Select(row => (long)row.Length).ToArray(), dtype: ScalarType.Int64),
        Tokens = Traits.ReadsTokens ? Tokens(rows) : null,
    };

    private ResponseTokens Tokens(ImmutableArray<ResponseExample> rows)
    {
        var width = rows.Select(row => row.Tokens.Length).DefaultIfEmpty().Max();
        var positions = rows.SelectMany(row => row.Tokens.Concat(Enumerable.Repeat(TokenExample.Padding, width - row.Tokens.Length))).ToList();
        Tensor Matrix(Func<TokenExample, double> value) => torch.tensor(positions.Select(value).ToArray(), [rows.Length, width], dtype: Type);
        return new ResponseTokens
        {
            LogProbs = Matrix(token => token.LogProb),
            ReferenceLogProbs = Matrix(token => token.ReferenceLogProb),
            ReferenceKl = Matrix(token => token.ReferenceKl),
            Mask = torch.tensor(positions.Select(token => token.Counts).ToArray(), [rows.Length, width]),
            RewardWeights = HasWeights ? Matrix(token => token.RewardWeight) : null,
            KlWeights = HasWeights ? Matrix(token => token.KlWeight) : null,
        };
    }

    private Tensor Vector(IEnumerable<double> values) => torch.tensor(values.ToArray(), dtype: Type);
}
