using Align.Algorithms.RolloutAllocation;
using Align.Core;

namespace Align.Algorithms.PromptSelection;

/// <summary>The beliefs of <see cref="MoppsSelector"/> during a stage, and the choice by them.</summary>
internal sealed class MoppsSelection : IPromptSelection
{
    private const string PromptKey = "prompt";
    private const string AlphaKey = "alpha";
    private const string BetaKey = "beta";
    private const long NoPrompt = -1;
    private readonly MoppsSelector _options;
    private readonly SelectionScope _scope;
    private readonly long _population;
    private readonly BetaPosterior _prior;
    private readonly EpochOrder _order;
    private SortedDictionary<long, BetaPosterior> _beliefs;

    /// <summary>The selection of a stage.</summary>
    public MoppsSelection(MoppsSelector options, SelectionScope scope, long population, IReadOnlyDictionary<long, BetaPosterior> beliefs)
    {
        (_options, _scope, _population) = (options, scope, population);
        _prior = new BetaPosterior(options.PriorAlpha, options.PriorBeta);
        _order = new EpochOrder(scope.Seed, scope.Stage, population);
        _beliefs = new(beliefs.ToDictionary());
    }

    /// <inheritdoc/>
    public long[] Select(long step, int refill, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(refill, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _population);
        var candidates = Candidates(step, count);
        var draws = Array.ConvertAll(candidates, prompt => Draw(step, prompt));
        var chosen = _options.Strategy switch
        {
            SelectionStrategy.TopK => ThompsonChoice.Nearest(draws, count, _options.Target),
            SelectionStrategy.Threshold => ThompsonChoice.WithinBand(draws, count, _options.Lower, _options.Upper, Shuffled(step, candidates.Length)),
            SelectionStrategy.Uniform => ThompsonChoice.Uniform(count, Shuffled(step, candidates.Length)),
            _ => throw new InvalidOperationException($"no strategy {_options.Strategy}"),
        };
        return Array.ConvertAll(chosen, place => candidates[place]);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Observe(long step, IReadOnlyList<PromptObservation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var counts = observations.Select(seen => new RolloutCounts(seen.Successes, seen.Scored)).ToArray();
        var summary = PredictionSummary.Of([.. observations.Select(seen => Draw(step, seen.Prompt))], counts);
        var metrics = MoppsMetrics.Of(summary, _beliefs.Values, _options.Lower, _options.Upper);
        foreach (var (prompt, count) in observations.Select(seen => seen.Prompt).Zip(counts).Where(seen => seen.Second.Scored > 0))
        {
            _beliefs[prompt] = BeliefOf(prompt).After(count, _options.Decay, _prior);
        }
        return metrics;
    }

    /// <inheritdoc/>
    public SelectionState Save() => new(
        new Dictionary<string, long[]> { [PromptKey] = [.. _beliefs.Keys] },
        new Dictionary<string, double[]>
        {
            [AlphaKey] = [.. _beliefs.Values.Select(belief => belief.Alpha)],
            [BetaKey] = [.. _beliefs.Values.Select(belief => belief.Beta)],
        });

    /// <inheritdoc/>
    public void Restore(SelectionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.Integers.TryGetValue(PromptKey, out var prompts)
            || !state.Numbers.TryGetValue(AlphaKey, out var alphas) || !state.Numbers.TryGetValue(BetaKey, out var betas)
            || alphas.Length != prompts.Length || betas.Length != prompts.Length)
        {
            throw new ArgumentException($"The saved selection has no columns '{PromptKey}', '{AlphaKey}' and '{BetaKey}' of one length; it belongs to another selector.", nameof(state));
        }
        _beliefs = [];
        for (var i = 0; i < prompts.Length; i++)
        {
            _beliefs[prompts[i]] = new BetaPosterior(alphas[i], betas[i]);
        }
    }

    // In ascending order, so that equal distances go by the prompt's index.
    private long[] Candidates(long step, int count)
    {
        var pool = (int)Math.Min(Math.Floor(_options.Pool * count), Math.Min(_population, int.MaxValue));
        var poolsPerEpoch = _population / pool;
        var first = checked((step / poolsPerEpoch * _population) + (step % poolsPerEpoch * pool));
        return [.. _order.Take(first, pool).Order()];
    }

    private BetaPosterior BeliefOf(long prompt) => _beliefs.GetValueOrDefault(prompt, _prior);

    private double Draw(long step, long prompt) => BeliefOf(prompt).Sample(Stream(step, prompt));

    private int[] Shuffled(long step, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Stream(step, NoPrompt).Shuffle(order.AsSpan());
        return order;
    }

    private RandomStream Stream(long step, long prompt) => RandomStream.Create(_scope.Seed, RandomPurpose.Posterior, step, prompt, _scope.Stage);
}
