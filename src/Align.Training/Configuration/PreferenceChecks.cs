using Align.Core;
using Align.Training.Rollouts;

namespace Align.Training.Configuration;

/// <summary>The rules between the keys of stages that learn from pairs, their losses and the environment.</summary>
/// <param name="config">A configuration whose every value is legal by itself.</param>
internal sealed class PreferenceChecks(RunConfig config)
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    /// <param name="environment">The run's environment.</param>
    public IEnumerable<ConfigurationProblem> Problems(IEnvironment environment) =>
        Enumerable.Range(0, config.Stages.Count).SelectMany(index => Stage(index, environment));

    private IEnumerable<ConfigurationProblem> Stage(int index, IEnvironment environment) => config.Stages[index] switch
    {
        PreferenceStageConfig stage => [.. Losses(stage, index), .. RewardModel(stage, index), .. Source(stage.Pairs, index, stage.EvalSteps > 0, environment)],
        RewardModelStageConfig stage => Source(stage.Pairs, index, evaluates: true, environment),
        OnlinePreferenceStageConfig online => [.. Losses(online.Recorded, index), .. Online(online, index, environment)],
        SftStageConfig { Data: null } => Solutions(index, environment),
        _ => [],
    };

    private static IEnumerable<ConfigurationProblem> Losses(PreferenceStageConfig stage, int index)
    {
        var unpaired = stage.Losses.Where(loss => loss.Loss.Traits.Unpaired).Select(loss => loss.Name).ToList();
        if (unpaired.Count > 0 && unpaired.Count < stage.Losses.Count)
        {
            yield return Problem($"stages.{index}.losses", $"{string.Join(", ", unpaired)} takes responses one by one, the others take pairs", "use losses of one kind in a stage");
        }
        if (stage.PrecomputeReference && stage.Losses.FirstOrDefault(loss => loss.Loss.Traits.ReadsTokens) is { } token)
        {
            yield return Problem($"stages.{index}.precompute_reference", $"{token.Name} reads whole distributions of the reference, which are not kept", "remove the key");
        }
        if (stage.PerStepPairs < 2 && stage.Losses.FirstOrDefault(loss => loss.Loss.Traits.ReadsMismatched) is { } mismatched)
        {
            yield return Problem($"stages.{index}.per_step_pairs", $"{mismatched.Name} scores completions under other examples' prompts, and 1 example has none", "take at least 2");
        }
    }

    private static IEnumerable<ConfigurationProblem> Online(OnlinePreferenceStageConfig stage, int index, IEnvironment environment)
    {
        if (stage.Losses.FirstOrDefault(loss => loss.Loss.Traits.ReadsRewardMargins) is { } reader)
        {
            yield return Problem($"stages.{index}.losses", $"{reader.Name} weighs recorded pairs by a reward model, and online pairs are new", "use it in a preference stage");
        }
        if (stage.Source == PairSource.Pairs)
        {
            foreach (var problem in Source(stage.Recorded.Pairs, index, evaluates: false, environment))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<ConfigurationProblem> RewardModel(PreferenceStageConfig stage, int index)
    {
        var reader = stage.Losses.FirstOrDefault(loss => loss.Loss.Traits.ReadsRewardMargins);
        if (reader is not null && stage.RewardModel is null && !config.Stages.Take(index).Any(earlier => earlier is RewardModelStageConfig))
        {
            yield return Problem($"stages.{index}.losses", $"{reader.Name} weighs pairs by a reward model, and there is none", "put a reward_model stage before, or name a directory with reward_model");
        }
        if (stage.RewardModel is { } path)
        {
            if (reader is null)
            {
                yield return Problem($"stages.{index}.reward_model", "no loss of the stage reads it", "remove the key, or use madpo");
            }
            else if (!Directory.Exists(path))
            {
                yield return Problem($"stages.{index}.reward_model", $"there is no directory {path}", "name a directory that a reward_model stage wrote, RUN/reward_models/STAGE");
            }
        }
    }

    private static IEnumerable<ConfigurationProblem> Source(PairDataConfig pairs, int index, bool evaluates, IEnvironment environment)
    {
        if (pairs.Data is not null)
        {
            yield break;
        }
        if (environment is not IPreferenceEnvironment)
        {
            yield return Problem($"stages.{index}.data", $"missing, and environment '{environment.Name}' makes no preference pairs", "name a JSONL file of prompt, chosen and rejected, or an environment that makes pairs (align list environments)");
        }
        else if (pairs.NumPairs > environment.Count(PromptSplit.Train))
        {
            yield return Problem($"stages.{index}.num_pairs", $"{pairs.NumPairs} pairs, but environment '{environment.Name}' has {environment.Count(PromptSplit.Train)}", $"ask for at most {environment.Count(PromptSplit.Train)}, or remove the key");
        }
        else if (evaluates && new HeldOutPrompts(environment, PromptPart.Tuning).CountUpTo(1) == 0)
        {
            yield return Problem($"stages.{index}.eval_steps", $"environment '{environment.Name}' holds out nothing {HeldOutPrompts.UseOf(PromptPart.Tuning)}", "give it a larger test split, or use a data file");
        }
    }

    private static IEnumerable<ConfigurationProblem> Solutions(int index, IEnvironment environment)
    {
        if (environment.Count(PromptSplit.Train) != 0 && environment.CreatePrompt(PromptSplit.Train, 0).Solution is null)
        {
            yield return Problem($"stages.{index}.data", $"missing, and environment '{environment.Name}' offers no solutions to learn from", "name a JSONL file of prompt and completion");
        }
    }

    private static ConfigurationProblem Problem(string key, string problem, string remedy) => new("", key, problem, Remedy: remedy);
}
