using System.Collections.Immutable;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The reference's log-probabilities of recorded examples, each computed once and remembered.</summary>
/// <remarks>
/// Examples are scored in chunks that do not depend on when they are asked for: the micro-batches in which the first epoch meets
/// them. So whether all are scored before the first step, or each when it first comes up, or again after a kill, the numbers are the
/// same to the last bit, and in the first epoch no forward pass is made that was not needed anyway.
/// </remarks>
/// <param name="state">The policy's tokenizer and device.</param>
/// <param name="reference">The reference's forward pass.</param>
/// <param name="examples">The examples, by index.</param>
/// <param name="order">The indices in the order of the first epoch.</param>
/// <param name="perStep">Examples an optimizer step.</param>
/// <param name="microBatchSize">Examples a forward pass.</param>
internal sealed class ReferenceScores(
    TrainingState state, IReferenceLogProbs reference, ImmutableArray<PreferenceExample> examples, long[] order, int perStep, int microBatchSize) : IReferenceLogProbs
{
    private readonly long[] _positions = PositionsOf(order);
    private ScalarType _dtype = ScalarType.Float32;
    private bool _opened;

    /// <summary>Σ_t log π_ref of each example's chosen response, nats; NaN where it is not known yet.</summary>
    public double[] Chosen { get; } = Unknown(examples.Length);

    /// <summary>The same of the rejected response.</summary>
    public double[] Rejected { get; } = Unknown(examples.Length);

    /// <summary>Where all of them are kept from the first step on; <see langword="null"/> to compute each when it first comes up.</summary>
    public ReferenceScoresFile? File { get; init; }

    /// <inheritdoc/>
    public Tensor Of(PreferenceMicroBatch micro)
    {
        Open();
        foreach (var example in micro.Examples)
        {
            Require(_positions[example.Index]);
        }
        double[] rows =
        [
            .. micro.Examples.Where(example => example.Chosen.Length > 0).Select(example => Chosen[example.Index]),
            .. micro.Examples.Where(example => example.Rejected.Length > 0).Select(example => Rejected[example.Index]),
        ];
        using var scope = NewDisposeScope();
        return tensor(rows).to(_dtype).to(state.Device).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Live(CompletionBatch batch) => reference.Live(batch);

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Weights() => reference.Weights();

    // At the first use, not at the stage's start: a resumed stage has its weights back only then.
    private void Open()
    {
        if (_opened)
        {
            return;
        }
        _opened = true;
        _dtype = reference.Weights().Values.First().dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var fingerprint = File?.Fingerprint(reference, order, perStep, microBatchSize);
        if (File is not null && !File.TryRead(this, fingerprint!))
        {
            Complete();
            File.Write(this, fingerprint!);
        }
    }

    private void Complete()
    {
        for (var position = 0L; position < order.Length; position++)
        {
            Require(position);
        }
    }

    private void Require(long position)
    {
        var example = examples[(int)order[position]];
        if (!double.IsNaN(example.Chosen.Length > 0 ? Chosen[example.Index] : Rejected[example.Index]))
        {
            return;
        }
        var step = position / perStep * perStep;
        var start = step + ((position - step) / microBatchSize * microBatchSize);
        var end = Math.Min(Math.Min(start + microBatchSize, step + perStep), order.Length);
        Score([.. Enumerable.Range((int)start, (int)(end - start)).Select(at => examples[(int)order[at]])]);
    }

    private void Score(ImmutableArray<PreferenceExample> chunk)
    {
        using var scope = NewDisposeScope();
        using var micro = PreferenceMicroBatch.Create(chunk, state.Tokenizer.PadTokenId, state.Device);
        var scores = reference.Of(micro).to(ScalarType.Float64).cpu().data<double>().ToArray();
        var at = 0;
        foreach (var example in chunk.Where(example => example.Chosen.Length > 0))
        {
            Chosen[example.Index] = scores[at++];
        }
        foreach (var example in chunk.Where(example => example.Rejected.Length > 0))
        {
            Rejected[example.Index] = scores[at++];
        }
    }

    private static double[] Unknown(int count)
    {
        var scores = new double[count];
        Array.Fill(scores, double.NaN);
        return scores;
    }

    private static long[] PositionsOf(long[] order)
    {
        var positions = new long[order.Length];
        for (var position = 0; position < order.Length; position++)
        {
            positions[order[position]] = position;
        }
        return positions;
    }
}
