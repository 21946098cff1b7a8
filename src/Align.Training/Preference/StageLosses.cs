using System.Collections.Immutable;
using System.Globalization;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Models.Safetensors;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The weighted sum of a stage's losses, with what those that couple the batch carry from step to step.</summary>
/// <remarks>A step's loss is the mean over its examples; a micro-batch gives its share, divided by the counts of the whole step.</remarks>
/// <param name="losses">At least one; all of them paired, or all unpaired.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class StageLosses(IReadOnlyList<PreferenceLossConfig> losses, long seed) : IStageMemory
{
    private readonly ImmutableArray<PreferenceLossConfig> _losses = [.. losses];
    private ImmutableArray<ImmutableDictionary<string, double>> _memory = [.. losses.Select(_ => ImmutableDictionary<string, double>.Empty)];

    /// <summary>Whether the whole step must be measured before its first gradient.</summary>
    public bool CouplesBatch => Any(traits => traits.CouplesBatch);

    /// <summary>Whether token-level quantities are read.</summary>
    public bool ReadsTokens => Any(traits => traits.ReadsTokens);

    /// <summary>Whether completions scored under other prompts are read.</summary>
    public bool ReadsMismatched => Any(traits => traits.ReadsMismatched);

    /// <summary>Whether a reward model's margins are read.</summary>
    public bool ReadsRewardMargins => Any(traits => traits.ReadsRewardMargins);

    /// <summary>Whether each response is an example by itself.</summary>
    public bool Unpaired => Any(traits => traits.Unpaired);

    /// <summary>β of the first loss, for the rewards that metrics show.</summary>
    public double RewardScale => _losses[0].Loss.RewardScale;

    /// <inheritdoc/>
    public string Name => "losses";

    /// <inheritdoc/>
    public long ExpectedBytes => 0;

    /// <summary>The counts of a step.</summary>
    public PreferenceCounts Count(ImmutableArray<PreferenceExample> step) => new(
        Unpaired ? step.Sum(example => (example.Chosen.Length > 0 ? 1L : 0) + (example.Rejected.Length > 0 ? 1 : 0)) : step.Length,
        step.Sum(example => (long)example.Chosen.Length),
        step.Sum(example => (long)example.Rejected.Length));

    /// <summary>What is measured where no loss couples the batch.</summary>
    public ImmutableArray<StepStatistics> Nothing { get; } = [.. losses.Select(_ => StepStatistics.None)];

    /// <summary>The statistics of a whole step, a loss each; <see cref="StepStatistics.None"/> for those that couple nothing.</summary>
    /// <param name="step">Every row of the step, without gradients.</param>
    /// <param name="clock">Keys the random streams.</param>
    /// <param name="round">Which of the run step's optimizer steps it is, from 0: each draws its own numbers.</param>
    public ImmutableArray<StepStatistics> Measure(PreferenceBatch step, TrainingClock clock, int round) =>
        [.. _losses.Select((loss, index) => loss.Loss.Traits.CouplesBatch
            ? loss.Loss.Measure(step, _memory[index], RandomStream.Create(seed, RandomPurpose.Loss, clock.RunStep, index, round))
            : StepStatistics.None)];

    /// <summary>Keeps what the statistics of a step that was taken leave to the next.</summary>
    public void Remember(ImmutableArray<StepStatistics> statistics) => _memory = [.. statistics.Select(measured => measured.Memory)];

    /// <summary>Adds the numbers that were measured over the step (KTO's reference point, beta-DPO's β) to the metrics.</summary>
    public void AddTo(IDictionary<string, double> metrics, ImmutableArray<StepStatistics> statistics)
    {
        foreach (var (loss, measured) in _losses.Zip(statistics))
        {
            foreach (var (name, value) in measured.Numbers.OrderBy(number => number.Key, StringComparer.Ordinal))
            {
                metrics[$"{loss.Name}/{name}"] = value;
            }
        }
    }

    /// <summary>The losses of some rows, weighted and summed over the stage's losses.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="counts">Of the whole step.</param>
    /// <param name="statistics">Of the whole step, cut to these rows, one a loss.</param>
    /// <returns>[N], or [N + M] where unpaired; gradients flow. The caller disposes it.</returns>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, ImmutableArray<StepStatistics> statistics)
    {
        using var scope = NewDisposeScope();
        return WeightedLossSum.Compute([.. _losses.Select((loss, index) => (loss.Weight, loss.Loss.PerExample(batch, counts, statistics[index])))]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Write(Stream output) => SafetensorsWriter.Write(output, new Dictionary<string, Tensor>(), _memory
        .SelectMany((memory, index) => memory.Select(entry => KeyValuePair.Create($"{index}/{entry.Key}", entry.Value.ToString("R", CultureInfo.InvariantCulture))))
        .ToDictionary());

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        _memory = [.. _losses.Select((_, index) => file.Header.Metadata
            .Where(entry => entry.Key.StartsWith($"{index}/", StringComparison.Ordinal))
            .ToImmutableDictionary(entry => entry.Key[(entry.Key.IndexOf('/', StringComparison.Ordinal) + 1)..], entry => double.Parse(entry.Value, CultureInfo.InvariantCulture)))];
    }

    private bool Any(Func<Algorithms.LossTraits, bool> has) => _losses.Any(loss => has(loss.Loss.Traits));
}
