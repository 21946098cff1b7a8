using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers;

namespace Align.Training.Preference;

/// <summary>Examples of one forward pass: the chosen responses' rows first, then the rejected ones'. Owns its tensors.</summary>
/// <remarks>Which tokens count is known from where they came from, the response, never from comparing ids.</remarks>
internal sealed class PreferenceMicroBatch : IDisposable
{
    private PreferenceMicroBatch(ImmutableArray<PreferenceExample> examples, CompletionBatch batch, Tensor lengths)
    {
        (Examples, Batch, Lengths) = (examples, batch, lengths);
        ChosenRows = examples.Count(example => example.Chosen.Length > 0);
        RejectedRows = examples.Count(example => example.Rejected.Length > 0);
    }

    /// <summary>The examples.</summary>
    public ImmutableArray<PreferenceExample> Examples { get; }

    /// <summary>Prompts and responses, padded: [<see cref="ChosenRows"/> + <see cref="RejectedRows"/>, …].</summary>
    public CompletionBatch Batch { get; }

    /// <summary>Response tokens of each row, int64 [rows].</summary>
    public Tensor Lengths { get; }

    /// <summary>Rows of the chosen side.</summary>
    public long ChosenRows { get; }

    /// <summary>Rows of the other side.</summary>
    public long RejectedRows { get; }

    /// <summary>Σ_t log π_ref of each row, nats, [rows]; constant. <see langword="null"/> until it is set.</summary>
    public Tensor? ReferenceLogProbs { get; set; }

    /// <summary>h of each pair, nats, [pairs]; constant. <see langword="null"/> where no loss reads it.</summary>
    public Tensor? RewardMargins { get; set; }

    /// <summary>Puts examples on the device.</summary>
    public static PreferenceMicroBatch Create(ImmutableArray<PreferenceExample> examples, int padTokenId, Device device)
    {
        var rows = Rows(examples).ToArray();
        var batch = CreateRows(rows, padTokenId, device);
        using var scope = NewDisposeScope();
        var lengths = tensor(Array.ConvertAll(rows, row => (long)row.Response.Length)).to(device);
        return new PreferenceMicroBatch(examples, batch, lengths.DetachFromDisposeScope());
    }

    /// <summary>Puts rows on the device.</summary>
    public static CompletionBatch CreateRows((ImmutableArray<int> Prompt, ImmutableArray<int> Response)[] rows, int padTokenId, Device device) =>
        CompletionBatch.Create([.. rows.Select(row => ((IReadOnlyList<int>)row.Prompt, (IReadOnlyList<int>)row.Response))], padTokenId, device: device);

    /// <summary>The rows of examples in the order of a micro-batch: chosen ones first.</summary>
    public static IEnumerable<(ImmutableArray<int> Prompt, ImmutableArray<int> Response)> Rows(ImmutableArray<PreferenceExample> examples) =>
        examples.Where(example => example.Chosen.Length > 0).Select(example => (example.Prompt, example.Chosen))
            .Concat(examples.Where(example => example.Rejected.Length > 0).Select(example => (example.Prompt, example.Rejected)));

    /// <summary>What a loss reads of these rows.</summary>
    /// <param name="logProbs">Σ_t log π_θ of each row, [rows]; gradients flow.</param>
    /// <param name="tokens">Token by token, all rows; <see langword="null"/> where no loss reads it.</param>
    /// <returns>Views of the tensors, for the caller's scope.</returns>
    public PreferenceBatch Sides(Tensor logProbs, ResponseTokens? tokens = null) => new()
    {
        Chosen = Side(logProbs, tokens, 0, ChosenRows),
        Rejected = Side(logProbs, tokens, ChosenRows, RejectedRows),
        RewardMargins = RewardMargins,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Batch.Dispose();
        Lengths.Dispose();
        ReferenceLogProbs?.Dispose();
        RewardMargins?.Dispose();
    }

    private ResponseBatch Side(Tensor logProbs, ResponseTokens? tokens, long start, long count) => new()
    {
        LogProbs = logProbs.narrow(0, start, count),
        ReferenceLogProbs = ReferenceLogProbs?.narrow(0, start, count),
        Lengths = Lengths.narrow(0, start, count),
        Tokens = tokens is null ? null : new ResponseTokens
        {
            LogProbs = tokens.LogProbs.narrow(0, start, count),
            ReferenceLogProbs = tokens.ReferenceLogProbs.narrow(0, start, count),
            ReferenceKl = tokens.ReferenceKl.narrow(0, start, count),
            Mask = tokens.Mask.narrow(0, start, count),
            RewardWeights = tokens.RewardWeights?.narrow(0, start, count),
            KlWeights = tokens.KlWeights?.narrow(0, start, count),
        },
    };
}
