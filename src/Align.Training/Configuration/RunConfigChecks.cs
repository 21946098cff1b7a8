using Align.Core;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Yaml;
using Align.Training.Rollouts;

namespace Align.Training.Configuration;

/// <summary>The rules between keys that no single record can see.</summary>
/// <param name="catalog">The components that a configuration can name.</param>
/// <param name="config">A configuration whose every value is legal by itself.</param>
internal sealed class RunConfigChecks(ComponentCatalog catalog, RunConfig config)
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    public IEnumerable<ConfigurationProblem> Problems() =>
        [.. StageNames(), .. RewardsPresent(), .. RewardNames(), .. RewardGates.Problems(config), .. RewardLengths.Problems(config), .. RewardModelChecks.Problems(config), .. Rankings(), .. Architecture(), .. Lengths(), .. Components(), .. TokenMaskChecks.Problems(config), .. new DomainChecks(catalog, config).Problems()];

    private IEnumerable<ConfigurationProblem> StageNames()
    {
        var names = Enumerable.Range(0, config.Stages.Count).Select(config.StageName).ToList();
        return from index in Enumerable.Range(0, names.Count)
               let first = names.IndexOf(names[index])
               where first < index
               select Problem($"stages.{index}.name", $"'{names[index]}' is already the name of stages.{first}", "give each stage a name of its own");
    }

    private IEnumerable<ConfigurationProblem> RewardsPresent()
    {
        if (config.Rewards.Count == 0 && config.Stages.FirstOrDefault(stage => stage is GrpoStageConfig or EvaluateStageConfig or OnlinePreferenceStageConfig { Source: PairSource.Rollouts } or ContinualPreferenceStageConfig { RewardPrompts: > 0 }) is { } stage)
        {
            yield return Problem("rewards", $"missing, and a stage of type {stage.Type} has nothing to judge completions by", "name at least one reward; align list rewards shows them");
        }
    }

    private IEnumerable<ConfigurationProblem> RewardNames()
    {
        var names = config.Rewards.Select(reward => reward.Name).ToList();
        return from index in Enumerable.Range(0, names.Count)
               where names.IndexOf(names[index]) < index
               select Problem($"rewards.{index}.name", $"'{names[index]}' stands twice", "keep one and add their weights");
    }

    private IEnumerable<ConfigurationProblem> Rankings()
    {
        var names = config.Rewards.Select(reward => reward.Name).ToList();
        for (var index = 0; index < config.Stages.Count; index++)
        {
            var (key, name) = ($"stages.{index}.rank_by", (config.Stages[index] as EvaluateStageConfig)?.RankBy);
            if (name is not null && name == names.FirstOrDefault())
            {
                yield return Problem(key, $"'{name}' is the first reward, which says what is correct: ranking by it would look the answer up", "name another reward");
            }
            else if (name is not null && !names.Contains(name))
            {
                yield return new("", key, $"'{name}' is not among the rewards", string.Join(", ", names.Skip(1)), "name it under rewards, with weight: 0 where it is to rank only");
            }
        }
    }

    private IEnumerable<ConfigurationProblem> Architecture()
    {
        if (config.Model.EffectivePreset is not { } name)
        {
            return [];
        }
        var names = TransformerPresets.Names;
        if (!names.Contains(name))
        {
            var nearest = NearestKey.Find(name, names);
            return [new("", "model.preset", $"'{name}' is not among the presets", string.Join(", ", names), nearest is null ? null : $"did you mean '{nearest}'?")];
        }
        return PresetShape()!.Validate().Select(problem => Problem("model.overrides", problem, "change the override"));
    }

    private IEnumerable<ConfigurationProblem> Lengths()
    {
        var context = config.Model.Overrides.MaxPositionEmbeddings ?? PresetShape()?.MaxPositionEmbeddings;
        return from index in Enumerable.Range(0, config.Stages.Count)
               let length = SamplingOf(config.Stages[index])?.MaxCompletionLength
               where length >= context
               select Problem(
                   $"stages.{index}.max_completion_length",
                   $"{length} tokens leave no room for a prompt in the model's {context} positions (max_position_embeddings)",
                   $"allow at most {context - 1}, less the longest prompt, or raise model.overrides.max_position_embeddings");
    }

    private IEnumerable<ConfigurationProblem> Components()
    {
        for (var index = 0; index < config.Rewards.Count; index++)
        {
            foreach (var problem in RewardChecks.Problems($"rewards.{index}", config.Rewards[index], config.Runtime, catalog))
            {
                yield return problem;
            }
        }
        IEnvironment? environment = null;
        if (ComponentRefusal.Of(() => environment = catalog.CreateEnvironment(config.Environment)) is { } refused)
        {
            yield return Problem("environment", refused, "change its options");
        }
        else
        {
            foreach (var problem in Alphabet(environment!).Concat(EvaluatedPrompts(environment!)).Concat(TrainingPrompts(environment!)).Concat(SelectorChecks.Problems(config, environment!.Count(PromptSplit.Train), environment.Name)).Concat(new PreferenceChecks(config).Problems(environment!)))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<ConfigurationProblem> Alphabet(IEnvironment environment)
    {
        if (config.Tokenizer.Alphabet is not { } alphabet)
        {
            if (environment.Alphabet.Length == 0)
            {
                yield return Problem("tokenizer.alphabet", $"missing, and environment '{environment.Name}' has no alphabet of its own", "list every character of its prompts and answers");
            }
            yield break;
        }
        if (alphabet.Distinct().Count() != alphabet.Length)
        {
            yield return Problem("tokenizer.alphabet", "a character stands twice", "keep one of each");
        }
        var missing = string.Concat(environment.Alphabet.Except(alphabet));
        if (missing.Length > 0)
        {
            yield return Problem("tokenizer.alphabet", $"lacks '{VisibleText.Of(missing)}', which environment '{environment.Name}' uses", "add these characters or remove the key");
        }
    }

    private IEnumerable<ConfigurationProblem> TrainingPrompts(IEnvironment environment)
    {
        if (environment.Count(PromptSplit.Train) == 0 && config.Stages.Any(stage => stage is GrpoStageConfig or SftStageConfig { Data: null }))
        {
            yield return Problem("environment", $"'{environment.Name}' has no prompts to train on, and a stage trains on them", "give it some (jsonl: path), or leave out the stage");
        }
    }

    private IEnumerable<ConfigurationProblem> EvaluatedPrompts(IEnvironment environment)
    {
        return from index in Enumerable.Range(0, config.Stages.Count)
               let wanted = config.Stages[index] switch
               {
                   EvaluateStageConfig evaluate => (Key: "num_prompts", Count: evaluate.NumPrompts, Part: config.ReportedPart),
                   GrpoStageConfig { Evaluation.EvalSteps: > 0 } grpo => (Key: "eval_prompts", Count: grpo.Evaluation.EvalPrompts, Part: PromptPart.Tuning),
                   _ => default,
               }
               where wanted.Count > 0
               let lack = new HeldOutPrompts(environment, wanted.Part).LackOf(wanted.Count)
               where lack is not null
               select Problem($"stages.{index}.{wanted.Key}", lack.Value.Problem, lack.Value.Remedy);
    }

    // The vocabulary's size has no part in these checks.
    private TransformerConfig? PresetShape() => config.Model.EffectivePreset is { } name && TransformerPresets.Names.Contains(name)
        ? ModelArchitecture.Override(TransformerPresets.Create(name, vocabSize: 1), config.Model.Overrides)
        : null;

    private static SamplingConfig? SamplingOf(StageConfig stage) => stage switch
    {
        GrpoStageConfig grpo => grpo.Sampling,
        OnlinePreferenceStageConfig { Source: PairSource.Rollouts } online => online.Sampling,
        ContinualPreferenceStageConfig { RewardPrompts: > 0 } continual => continual.Sampling,
        EvaluateStageConfig evaluate => evaluate.Sampling,
        _ => null,
    };

    private static ConfigurationProblem Problem(string key, string problem, string remedy) => new("", key, problem, Remedy: remedy);
}
