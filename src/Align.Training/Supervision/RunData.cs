using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Preference;
using Align.Training.Preference.Continual;
using Align.Training.Preference.TokenMasks;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>What the stages of a run learn from beside an environment's prompts: read and checked as a whole before the first step.</summary>
internal sealed class RunData
{
    private readonly Dictionary<int, PreferenceData> _pairs = [];
    private readonly Dictionary<int, PromptSource> _supervised = [];
    private readonly Dictionary<int, ImmutableArray<PreferenceDomain>> _domains = [];

    /// <summary>SHA-256 of the files that were read, by the keys that name them.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; private set; } = new Dictionary<string, string>();

    /// <summary>Reads the data of every stage.</summary>
    /// <exception cref="DataFileException">Something of it is broken, or cannot be read by the model.</exception>
    public static RunData Load(RunConfig config, RunComponents components)
    {
        var environment = components.Environment;
        var tokenizer = ModelTokenizer.Resolve(config, environment);
        var maxPositions = ModelArchitecture.Resolve(config.Model, tokenizer.VocabularySize).MaxPositionEmbeddings;
        var data = new RunData();
        for (var stage = 0; stage < config.Stages.Count; stage++)
        {
            if (config.Stages[stage] is SftStageConfig { Data: { } path })
            {
                var prompts = SupervisedDataFile.Read(path);
                new SupervisedEncoding(tokenizer, maxPositions, path).CheckAll(prompts);
                data._supervised[stage] = PromptSource.Of(prompts);
            }
            if (PreferenceDataRequest.Of(config.Stages[stage]) is { } request)
            {
                data._pairs[stage] = PreferenceData.Load(request, environment, config.Seed, new PreferenceTokens(tokenizer, maxPositions));
                if (config.Stages[stage] is PreferenceStageConfig preference)
                {
                    TokenWeightsFactory.RequireSlots(preference, data._pairs[stage], preference.Pairs.Data ?? $"environment '{environment.Name}'");
                }
            }
            if (config.Stages[stage] is ContinualPreferenceStageConfig continual)
            {
                data._domains[stage] = ContinualPreferenceStage.Load(continual, components.Domains[stage], new PreferenceTokens(tokenizer, maxPositions), config.Seed, config.ReportedPart);
            }
        }
        data.Inputs = RunInputs.Of(config);
        return data;
    }

    /// <summary>The pairs of a stage that learns from them.</summary>
    public PreferenceData Pairs(int stage) => _pairs[stage];

    /// <summary>The pairs of a stage, or <see langword="null"/> where it learns from none.</summary>
    public PreferenceData? FindPairs(int stage) => _pairs.GetValueOrDefault(stage);

    /// <summary>The prompts of an sft stage's file; <see langword="null"/> where it has none.</summary>
    public PromptSource? Supervised(int stage) => _supervised.GetValueOrDefault(stage);

    /// <summary>The domains of a continual stage.</summary>
    public ImmutableArray<PreferenceDomain> Domains(int stage) => _domains[stage];
}
