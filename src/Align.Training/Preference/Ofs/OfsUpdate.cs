using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Models.Adapters;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference.Ofs;

/// <summary>What OFS-DPO trains with.</summary>
/// <param name="Beta">β of DPO.</param>
/// <param name="Ofs">The chase, the rates and the window.</param>
/// <param name="MicroBatchSize">Pairs a forward pass.</param>
/// <param name="Optimizer">AdamW and its schedule, for each adapter by itself.</param>
/// <param name="TotalSteps">Optimizer steps, for schedules that decay.</param>
internal sealed record OfsSettings(double Beta, OfsConfig Ofs, int MicroBatchSize, OptimizerConfig Optimizer, long TotalSteps);

/// <summary>One optimizer step of OFS-DPO: both adapters score the pairs, one backward pass gives each its own gradient, and each optimizer takes its step.</summary>
/// <remarks>Where a gradient of either adapter is not finite, neither moves. Owns the optimizers alone.</remarks>
internal sealed class OfsUpdate : IStageUpdate
{
    private readonly TrainingState _state;
    private readonly OfsSettings _settings;
    private readonly FrozenPolicy _frozen;
    private readonly OfsModules _modules;
    private readonly FrozenReference _reference;
    private readonly PolicyOptimizer[] _optimizers;
    private readonly long _seed;

    /// <summary>An update with fresh optimizers.</summary>
    /// <param name="state">The run's tensors.</param>
    /// <param name="settings">What to train with.</param>
    /// <param name="frozen">The policy beneath; not owned.</param>
    /// <param name="modules">The adapters; not owned.</param>
    /// <param name="seed">The run's seed.</param>
    public OfsUpdate(TrainingState state, OfsSettings settings, FrozenPolicy frozen, OfsModules modules, long seed)
    {
        (_state, _settings, _frozen, _modules, _seed) = (state, settings, frozen, modules, seed);
        _reference = new FrozenReference(frozen);
        _optimizers = [.. modules.Adapters.Select((adapter, index) => new PolicyOptimizer(
            [new(adapter.Parameters) { WeightDecay = settings.Optimizer.WeightDecay }], settings.Optimizer, settings.TotalSteps, index == 0 ? "optimizer_x" : "optimizer_y"))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => _optimizers;

    /// <inheritdoc/>
    public bool IsExhausted => _optimizers.Any(optimizer => optimizer.IsExhausted);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var pairs = (TrainPreference)lesson;
        var micros = new List<PreferenceMicroBatch>();
        using var lease = _state.Weights.Write();
        try
        {
            foreach (var chunk in pairs.Examples.Chunk(_settings.MicroBatchSize))
            {
                micros.Add(PreferenceMicroBatch.Create([.. chunk], _state.Tokenizer.PadTokenId, _state.Device));
                micros[^1].ReferenceLogProbs = _reference.Of(micros[^1]);
            }
            var step = new OfsStep(pairs.Examples.Length, _settings.Beta);
            Array.ForEach(_optimizers, optimizer => optimizer.ZeroGrad());
            foreach (var (index, micro) in micros.Index())
            {
                Backward(micro, Masks(pairs, index), step);
            }
            return Apply(lease, step);
        }
        finally
        {
            micros.ForEach(micro => micro.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_optimizers, optimizer => optimizer.Dispose());

    private Func<int, RandomStream> Masks(TrainPreference pairs, int micro) =>
        adapter => RandomStream.Create(_seed, RandomPurpose.Dropout, pairs.Clock.RunStep, micro, (pairs.Round * _optimizers.Length) + adapter);

    private void Backward(PreferenceMicroBatch micro, Func<int, RandomStream> masks, OfsStep step)
    {
        using var scope = NewDisposeScope();
        var sides = _modules.Adapters.Select((adapter, index) => micro.Sides(Score(adapter, masks(index), micro.Batch))).ToArray();
        var (fast, slow) = (sides[_modules.FastIndex], sides[1 - _modules.FastIndex]);
        var terms = OfsDpo.Compute(PreferenceMargins.LogRatioMargin(fast), PreferenceMargins.LogRatioMargin(slow), _settings.Ofs.ToOptions(_settings.Beta));
        ((terms.FastObjective + terms.SlowObjective).sum() / step.Pairs).backward();
        step.Add(terms, fast);
    }

    private Tensor Score(LoraAdapter adapter, RandomStream masks, CompletionBatch batch)
    {
        using var training = _frozen.Policy.WithAdapter(adapter, masks);
        return ResponseForward.LogProbs(_frozen.Policy, batch, new ScoringOptions { ChunkTokens = _state.LogitsChunkTokens });
    }

    private Dictionary<string, double> Apply(Rollouts.SharedWeights.WriteLease lease, OfsStep step)
    {
        var fast = _modules.FastIndex;
        double[] norms = [.. _modules.Adapters.Select(adapter => GradientNorm.Of(adapter.Parameters))];
        var finite = norms.All(double.IsFinite) && double.IsFinite(step.Objective);
        var metrics = new[] { new StepMetrics(), new StepMetrics() };
        for (var index = 0; index < _optimizers.Length; index++)
        {
            _optimizers[index].Step(finite ? step.Objective : double.NaN, metrics[index], RateFactor(index));
        }
        var shown = new Dictionary<string, double>(metrics[fast].ToDictionary(withKl: false));
        step.AddTo(shown);
        shown["ofs/grad_norm_fast"] = norms[fast];
        shown["ofs/grad_norm_slow"] = norms[1 - fast];
        shown["ofs/learning_rate_slow"] = metrics[1 - fast].LearningRate;
        shown["ofs/role"] = fast;
        if (finite)
        {
            lease.Changed();
            _modules.Observe(step.FastLoss, step.SlowLoss);
        }
        shown["ofs/swaps"] = _modules.Swaps;
        return shown;
    }

    // Each adapter keeps its rate, or the rate goes with the role.
    private double RateFactor(int index)
    {
        var isFast = _settings.Ofs.SwapLearningRates ? index == _modules.FastIndex : index == 0;
        return isFast ? 1 : _settings.Ofs.SlowLearningRateRatio;
    }
}
