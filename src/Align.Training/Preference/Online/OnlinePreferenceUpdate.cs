using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference.Online;

/// <summary>The optimizer steps that one rollout batch pays for, or one cut of a recorded stream; each is a step of the update beneath.</summary>
/// <param name="inner">Takes <see cref="TrainPreference"/>; owned.</param>
/// <param name="config">The stage.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class OnlinePreferenceUpdate(IStageUpdate inner, OnlinePreferenceStageConfig config, long seed) : IStageUpdate
{
    // Counts add up over optimizer steps, states are those of the last one; all else is a mean.
    private static readonly string[] Counts = ["optimizer_steps", "skipped_steps"];
    private static readonly string[] States = ["learning_rate", "ofs/learning_rate_slow", "ofs/swaps", "ofs/role"];

    private readonly OnlinePairing _pairing = new(config.DropTies, config.MissingEosPenalty ?? 0, config.MaxUnscorableFraction);

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => inner.Memories;

    /// <inheritdoc/>
    public bool IsExhausted => inner.IsExhausted;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var online = (TrainOnlinePreference)lesson;
        var metrics = new Dictionary<string, double>();
        if (online.Groups.IsEmpty)
        {
            Learn(lesson.Clock, online.Recorded, metrics);
            return metrics;
        }
        var pairs = _pairing.Of(online.Groups);
        pairs.AddTo(metrics);
        Learn(lesson.Clock, pairs.Examples, metrics);
        if (metrics.TryGetValue("kl/chosen", out var chosen) && metrics.TryGetValue("kl/rejected", out var rejected))
        {
            metrics["objective/kl"] = (chosen + rejected) / 2;
        }
        return metrics;
    }

    /// <inheritdoc/>
    public void Finish() => inner.Finish();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private void Learn(TrainingClock clock, ImmutableArray<PreferenceExample> examples, Dictionary<string, double> metrics)
    {
        var shown = Rounds(clock, examples).Select((part, round) => inner.Run(new TrainPreference(clock, part) { Round = round })).ToArray();
        foreach (var name in shown.SelectMany(step => step.Keys).Distinct())
        {
            var values = shown.Where(step => step.ContainsKey(name)).Select(step => step[name]);
            metrics[name] = Counts.Contains(name) ? values.Sum() : States.Contains(name) ? values.Last() : values.Average();
        }
        foreach (var name in Counts)
        {
            metrics.TryAdd(name, 0);
        }
    }

    // A stream keeps its order; sampled pairs are dealt out anew for every pass.
    private IEnumerable<ImmutableArray<PreferenceExample>> Rounds(TrainingClock clock, ImmutableArray<PreferenceExample> examples)
    {
        if (examples.IsEmpty)
        {
            yield break;
        }
        var order = RandomStream.Create(seed, RandomPurpose.Shuffle, clock.RunStep);
        var size = (examples.Length + config.StepsPerGeneration - 1) / config.StepsPerGeneration;
        for (var pass = 0; pass < config.NumIterations; pass++)
        {
            var dealt = examples.ToArray();
            if (config.Source == PairSource.Rollouts)
            {
                order.Shuffle(dealt.AsSpan());
            }
            foreach (var part in dealt.Chunk(size))
            {
                yield return [.. part];
            }
        }
    }
}
