using Align.Algorithms.Statistics;
using Align.Models.Adapters;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference.Continual;

/// <summary>Leads a sequence of domains: trains one after another, closes each, measures what is served on all of them.</summary>
internal sealed class ContinualUpdate : IStageUpdate
{
    private readonly TrainingState _state;
    private readonly ContinualPreferenceStageConfig _config;
    private readonly IReadOnlyList<PreferenceDomain> _domains;
    private readonly FrozenPolicy _frozen;
    private readonly IDomainLearner _learner;
    private readonly ContinualModules _modules;
    private readonly ContinualSchedule _schedule;
    private readonly PairScores[] _heldOut;
    private readonly DomainMeasurement _measurement;
    private readonly PairScores[] _memories;
    private readonly LoraAdapter _blank;
    private IStageUpdate _inner;

    /// <summary>An update before the first domain.</summary>
    /// <param name="state">The run's tensors.</param>
    /// <param name="config">The stage.</param>
    /// <param name="domains">Their examples.</param>
    /// <param name="frozen">The policy beneath; owned from now on.</param>
    /// <param name="learner">The adapters as they are at first; owned from now on.</param>
    public ContinualUpdate(TrainingState state, ContinualPreferenceStageConfig config, IReadOnlyList<PreferenceDomain> domains, FrozenPolicy frozen, IDomainLearner learner)
    {
        (_state, _config, _domains, _frozen, _learner) = (state, config, domains, frozen, learner);
        _schedule = new ContinualSchedule(domains.Count, config.StepsPerDomain);
        _modules = new ContinualModules(Combines ? learner.Served : null, domains.Count);
        _blank = learner.Served.Copy();
        _heldOut = [.. domains.Select(domain => new PairScores(state, frozen, domain.HeldOut, config.MicroBatchSize))];
        _measurement = new DomainMeasurement(state, config, domains, frozen, _heldOut);
        _memories = Combines ? [.. domains.Select(domain => new PairScores(state, frozen, domain.Memory, config.MicroBatchSize))] : [];
        _inner = learner.NewUpdate();
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [_frozen, _learner.Memory, new ServedAgain(_modules, () => _frozen.Serve(Served)), .. _inner.Memories];

    /// <inheritdoc/>
    public bool IsExhausted => _inner.IsExhausted;

    private bool Combines => _config.Method == ContinualMethod.Cofs;

    // After a domain is closed its combination is served, until the next one begins.
    private LoraAdapter Served => _modules.History.ServesCombination ? _modules.Combined! : _learner.Served;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Run(ILesson lesson)
    {
        var step = _schedule.At(lesson.Clock.Step);
        if (lesson is MeasureDomains measure)
        {
            return Measure(measure, step.Domain);
        }
        var metrics = new Dictionary<string, double> { ["continual/domain"] = step.Domain };
        foreach (var (name, value) in _inner.Run(lesson))
        {
            metrics[name] = value;
        }
        if (step.ClosesDomain)
        {
            Close(metrics);
        }
        return metrics;
    }

    /// <inheritdoc/>
    public void Finish() => _frozen.Merge(Served);

    /// <inheritdoc/>
    public void Dispose()
    {
        _inner.Dispose();
        _frozen.Dispose();
        _learner.Dispose();
        _modules.Dispose();
        _blank.Dispose();
        foreach (var scores in _heldOut.Concat(_memories))
        {
            scores.Dispose();
        }
    }

    private void Close(Dictionary<string, double> metrics)
    {
        if (!Combines)
        {
            return;
        }
        using var lease = _state.Weights.Write();
        var closed = _modules.Save(_learner.Served);
        var (coefficients, loss) = new CoefficientFinder(_config).Find(closed, _memories[..closed.Count]);
        _frozen.Serve(_modules.Combine(coefficients));
        lease.Changed();
        foreach (var (domain, coefficient) in _domains.Zip(coefficients))
        {
            metrics[$"continual/coefficient/{domain.Name}"] = coefficient;
        }
        metrics["continual/memory_loss"] = loss;
    }

    private Dictionary<string, double> Measure(MeasureDomains measure, int domain)
    {
        using var lease = _state.Weights.Write();
        var metrics = new Dictionary<string, double> { ["continual/domain"] = domain };
        _modules.Measured(_measurement.Run(measure.Groups, metrics));
        if (domain == _domains.Count - 1)
        {
            AddSummary(metrics);
        }
        else if (domain >= 0)
        {
            Begin();
            lease.Changed();
        }
        return metrics;
    }

    // Sequential methods go on with the adapters as they are.
    private void Begin()
    {
        if (Combines)
        {
            _learner.BeginFrom(_config.Start == DomainStart.Independent ? _blank : _modules.Closed[^1]);
        }
        _modules.Begin();
        _frozen.Serve(Served);
        _inner.Dispose();
        _inner = _learner.NewUpdate();
    }

    private void AddSummary(Dictionary<string, double> metrics)
    {
        var summary = ContinualMetrics.Of(_modules.History.Accuracies, _modules.History.Before);
        metrics["continual/average_accuracy"] = summary.AverageAccuracy;
        metrics["continual/forgetting"] = summary.Forgetting;
        metrics["continual/backward_transfer"] = summary.BackwardTransfer;
        metrics["continual/forward_transfer"] = summary.ForwardTransfer;
    }

    // What was served when the checkpoint was written is served again.
    private sealed class ServedAgain(IStageMemory memory, Action serve) : IStageMemory
    {
        public string Name => memory.Name;

        public long ExpectedBytes => memory.ExpectedBytes;

        public void Write(Stream output) => memory.Write(output);

        public void Read(string path)
        {
            memory.Read(path);
            serve();
        }
    }
}
