using Align.Algorithms.PromptSelection;

namespace Align.Training.Configuration;

/// <summary>The rules between a stage's selector and the prompts that there are.</summary>
internal static class SelectorChecks
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    /// <param name="config">A configuration whose every value is legal by itself.</param>
    /// <param name="population">Prompts of the training split; <see langword="null"/> where it is unbounded.</param>
    /// <param name="environment">The environment's name.</param>
    public static IEnumerable<ConfigurationProblem> Problems(RunConfig config, long? population, string environment)
    {
        for (var index = 0; index < config.Stages.Count; index++)
        {
            if (config.Stages[index] is GrpoStageConfig stage && Problem(stage, config.Seed, index, population, environment) is var (problem, remedy))
            {
                yield return new("", $"stages.{index}.selector", problem, Remedy: remedy);
            }
        }
    }

    private static (string Problem, string Remedy)? Problem(GrpoStageConfig stage, long seed, int index, long? population, string environment)
    {
        var selector = stage.Selector.Selector;
        if (selector.Traits.NeedsPopulation && population is null)
        {
            return ($"{stage.Selector.Name} learns from meeting prompts again, and the training split of environment '{environment}' is unbounded", "use selector uniform, or bound the training split");
        }
        try
        {
            selector.Begin(new SelectionScope(seed, index, population, stage.PerStepPrompts));
            return null;
        }
        catch (ArgumentException refusal)
        {
            return (refusal.Message.Split('\n')[0], "change its options");
        }
    }
}
