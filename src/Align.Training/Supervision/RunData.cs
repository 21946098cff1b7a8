using Align.Core;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Preference;
using Align.Training.Preference.TokenMasks;

namespace Align.Training.Supervision;

/// <summary>What the stages of a run learn from beside prompts: read and checked as a whole before the first step.</summary>
internal sealed class RunData
{
    private readonly Dictionary<int, PreferenceData> _pairs = [];

    /// <summary>Reads the data of every stage.</summary>
    /// <exception cref="DataFileException">Something of it is broken, or cannot be read by the model.</exception>
    public static RunData Load(RunConfig config, IEnvironment environment, Tokenizer tokenizer, TransformerConfig architecture)
    {
        var data = new RunData();
        for (var stage = 0; stage < config.Stages.Count; stage++)
        {
            if (Recorded(config.Stages[stage]) is { } recorded)
            {
                data._pairs[stage] = PreferenceData.Load(recorded, environment, new PreferenceTokens(tokenizer, architecture.MaxPositionEmbeddings));
                TokenWeightsFactory.RequireSlots(recorded, data._pairs[stage], $"environment '{environment.Name}'");
            }
        }
        return data;
    }

    /// <summary>The pairs of a preference stage.</summary>
    public PreferenceData Pairs(int stage) => _pairs[stage];

    private static PreferenceStageConfig? Recorded(StageConfig stage) => stage switch
    {
        PreferenceStageConfig preference => preference,
        OnlinePreferenceStageConfig { Source: PairSource.Pairs } stream => stream.Recorded,
        _ => null,
    };
}
