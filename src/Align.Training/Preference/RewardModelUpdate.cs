using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>Trains a reward model on pairs by the Bradley-Terry likelihood, and keeps the weights of the best held-out loss. The policy stays as it is.</summary>
internal sealed class RewardModelUpdate : IStageUpdate
{
    private readonly TrainingState _state;
    private readonly RewardModelStageConfig _config;
    private readonly PreferenceData _data;
    private readonly string _directory;
    private readonly RewardModel _model;
    private readonly RewardModelProgress _progress;
    private readonly PolicyOptimizer _optimizer;

    /// <summary>An update at the stage's start: the policy's weights under a head of zeros.</summary>
    /// <param name="state">Holds the policy, and receives the reward model.</param>
    /// <param name="config">The stage.</param>
    /// <param name="data">Its pairs.</param>
    /// <param name="directory">Where the finished model goes.</param>
    public RewardModelUpdate(TrainingState state, RewardModelStageConfig config, PreferenceData data, string directory)
    {
        (_state, _config, _data, _directory) = (state, config, data, directory);
        using var lease = state.Weights.Read();
        _model = new RewardModel(FrozenCopy.Of(lease.Policy));
        foreach (var parameter in _model.Trained)
        {
            parameter.requires_grad_(true);
        }
        _progress = new RewardModelProgress(_model);
        _optimizer = new PolicyOptimizer(ParameterGroup.Of(_model, config.Optimizer), config.Optimizer, config.Steps);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [_optimizer, _progress];

    /// <inheritdoc/>
    public bool IsExhausted => _optimizer.IsExhausted;

    /// <inheritdoc/>
    public bool IsDone => _progress.Waited >= _config.Patience;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var (clock, examples) = (TrainPreference)lesson;
        var (metrics, margins) = (new StepMetrics(), new List<double>());
        _optimizer.ZeroGrad();
        var loss = examples.Chunk(_config.MicroBatchSize).Sum(chunk => Backward([.. chunk], examples.Length, margins));
        _optimizer.Step(loss, metrics);
        var all = new Dictionary<string, double>(metrics.ToDictionary(withKl: false));
        AddMargins(all, "", margins);
        var last = clock.Step + 1 == _config.Steps;
        if (last || (clock.Step + 1) % _config.EvalSteps == 0)
        {
            Evaluate(all);
        }
        if (last || IsDone)
        {
            // Without a finite loss nothing of this stage is kept; a model that the run holds is an earlier stage's.
            _progress.RequireBest(_directory);
            RewardModelFile.Save(_state.RewardModel!, _state.Tokenizer, _directory);
        }
        return all;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }

    private double Backward(ImmutableArray<PreferenceExample> chunk, int pairs, List<double> margins)
    {
        using var scope = NewDisposeScope();
        using var batch = PreferenceMicroBatch.CreateRows([.. PreferenceMicroBatch.Rows(chunk)], _state.Tokenizer.PadTokenId, _state.Device);
        var rewards = _model.call(batch);
        var (chosen, rejected) = (rewards.narrow(0, 0, chunk.Length), rewards.narrow(0, chunk.Length, chunk.Length));
        var share = BradleyTerryLoss.PerPair(chosen, rejected).sum() / pairs;
        share.backward();
        margins.AddRange((chosen - rejected).detach().to(ScalarType.Float64).cpu().data<double>().ToArray());
        return share.detach().to(ScalarType.Float64).item<double>();
    }

    private void Evaluate(Dictionary<string, double> metrics)
    {
        var margins = new RewardScorer(_model, _state.Tokenizer.PadTokenId, _state.Device, _config.MicroBatchSize).Margins(_data.HeldOut);
        using var scope = NewDisposeScope();
        var loss = LogisticLoss.Of(tensor(margins.ToArray())).mean().item<double>();
        metrics["eval/loss"] = loss;
        AddMargins(metrics, "eval/", margins);
        if (_progress.IsBest(loss))
        {
            Keep();
        }
        metrics["eval/best_loss"] = _progress.BestLoss;
    }

    private void Keep()
    {
        var best = new RewardModel(FrozenCopy.Empty(_state.Architecture, _model.Trained[0].dtype, _state.Device));
        using var _ = no_grad();
        var targets = best.Weights();
        foreach (var (name, value) in _model.Weights())
        {
            targets[name].copy_(value);
        }
        _state.KeepRewardModel(best);
    }

    private static void AddMargins(Dictionary<string, double> metrics, string prefix, IReadOnlyList<double> margins)
    {
        metrics[$"{prefix}accuracy"] = margins.Count(margin => margin > 0) / (double)margins.Count;
        metrics[$"{prefix}margin"] = margins.Average();
    }
}
