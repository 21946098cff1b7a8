using Align.Core;
using Align.Models.Transformers;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Training.Configuration.Planning;

/// <summary>What a run would do, worked out from its configuration alone: no tensor is made and nothing is written.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Shape">The policy's sizes.</param>
/// <param name="PromptTokens">The longest prompt among the first of the training split, in tokens.</param>
/// <param name="TrainPrompts">Prompts of the training split; <see langword="null"/> where it is unbounded.</param>
/// <param name="Memory">What memory it would take.</param>
public sealed record RunPlan(RunConfig Config, TransformerConfig Shape, int PromptTokens, long? TrainPrompts, MemoryForecast Memory)
{
    private const int PromptsLookedAt = 256;

    /// <summary>What the stages that learn from preference examples have, by their place in the run.</summary>
    public IReadOnlyDictionary<int, StageExamples> Examples { get; init; } = new Dictionary<int, StageExamples>();

    /// <summary>What generates completions, as a clause.</summary>
    public string Generation => GenerationPath.Describe(Config);

    /// <summary>The plan of a configuration, its data read and checked as a run would do it.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="components">What it names.</param>
    /// <exception cref="Align.Models.ModelFileException">The configuration names an architecture or tokenizer file that cannot be used.</exception>
    /// <exception cref="DataFileException">A data file is broken.</exception>
    public static RunPlan Create(RunConfig config, RunComponents components)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(components);
        var data = RunData.Load(config, components);
        return Create(config, components.Environment, Enumerable.Range(0, config.Stages.Count)
            .Where(stage => data.FindPairs(stage) is not null).ToDictionary(stage => stage, stage => data.Pairs(stage).Summary()));
    }

    /// <summary>The plan of a configuration whose data files are not looked at.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="environment">Its environment.</param>
    /// <exception cref="Align.Models.ModelFileException">The configuration names an architecture or tokenizer file that cannot be used.</exception>
    public static RunPlan Create(RunConfig config, IEnvironment environment) => Create(config, environment, new Dictionary<int, StageExamples>());

    private static RunPlan Create(RunConfig config, IEnvironment environment, IReadOnlyDictionary<int, StageExamples> examples)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(environment);
        var tokenizer = ModelTokenizer.Resolve(config, environment);
        var shape = ModelArchitecture.Resolve(config.Model, tokenizer.VocabularySize);
        var trainPrompts = environment.Count(PromptSplit.Train);
        var (promptTokens, solutionTokens) = LongestTexts(environment, Math.Min(trainPrompts ?? PromptsLookedAt, PromptsLookedAt));
        var memory = MemoryForecast.Of(config, shape, promptTokens, solutionTokens, examples);
        return new(config, shape, promptTokens, trainPrompts, memory) { Examples = examples };
    }

    private static (int Prompt, int Solution) LongestTexts(IEnvironment environment, long count)
    {
        var (longestPrompt, longestSolution) = (0, 0);
        for (var index = 0L; index < count; index++)
        {
            var prompt = environment.CreatePrompt(PromptSplit.Train, index);
            longestPrompt = Math.Max(longestPrompt, prompt.Text.Length);
            longestSolution = Math.Max(longestSolution, (prompt.Solution?.Length ?? 0) + 1);
        }
        return (longestPrompt, longestSolution);
    }
}
