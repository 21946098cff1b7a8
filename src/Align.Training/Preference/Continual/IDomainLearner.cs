using Align.Models.Adapters;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Preference.Ofs;

namespace Align.Training.Preference.Continual;

/// <summary>The adapters that learn a domain, and the update that moves them.</summary>
internal interface IDomainLearner : IDisposable
{
    /// <summary>The adapter that is served.</summary>
    LoraAdapter Served { get; }

    /// <summary>What checkpoints hold of the adapters.</summary>
    IStageMemory Memory { get; }

    /// <summary>An update with fresh optimizers over the adapters as they are.</summary>
    IStageUpdate NewUpdate();

    /// <summary>Gives the adapters other values.</summary>
    void BeginFrom(LoraAdapter start);
}

/// <summary>DPO on one adapter.</summary>
internal sealed class DpoLearner(TrainingState state, ContinualPreferenceStageConfig config, FrozenPolicy frozen, LoraAdapter adapter, long seed) : IDomainLearner
{
    /// <inheritdoc/>
    public LoraAdapter Served => adapter;

    /// <inheritdoc/>
    public IStageMemory Memory { get; } = new AdapterMemory("adapter", [adapter]);

    /// <inheritdoc/>
    public IStageUpdate NewUpdate() => new PreferenceUpdate(
        state, new PreferenceSettings(config.Losses, config.MicroBatchSize, config.Optimizer, config.StepsPerDomain), new FrozenReference(frozen), new LentAdapter(adapter), seed);

    /// <inheritdoc/>
    public void BeginFrom(LoraAdapter start)
    {
        adapter.CopyFrom(start);
        frozen.Serve(adapter);
    }

    /// <inheritdoc/>
    public void Dispose() => adapter.Dispose();
}

/// <summary>OFS-DPO on two.</summary>
internal sealed class OfsLearner(TrainingState state, ContinualPreferenceStageConfig config, FrozenPolicy frozen, OfsModules modules, long seed) : IDomainLearner
{
    /// <inheritdoc/>
    public LoraAdapter Served => modules.Fast;

    /// <inheritdoc/>
    public IStageMemory Memory => modules;

    /// <inheritdoc/>
    public IStageUpdate NewUpdate() => new OfsUpdate(
        state, new OfsSettings(config.Beta, config.Ofs, config.MicroBatchSize, config.Optimizer, config.StepsPerDomain), frozen, modules, seed);

    /// <inheritdoc/>
    public void BeginFrom(LoraAdapter start) => modules.BeginFrom(start);

    /// <inheritdoc/>
    public void Dispose() => modules.Dispose();
}
