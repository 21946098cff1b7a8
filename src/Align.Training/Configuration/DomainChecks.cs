using Align.Core;
using Align.Models.Tokenization;
using Align.Training.Configuration.Components;
using Align.Training.Rollouts;

namespace Align.Training.Configuration;

/// <summary>What the domains of continual stages need of their environments.</summary>
/// <param name="catalog">The components that a configuration can name.</param>
/// <param name="config">A configuration whose every value is legal by itself.</param>
internal sealed class DomainChecks(ComponentCatalog catalog, RunConfig config)
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    public IEnumerable<ConfigurationProblem> Problems() =>
        from stage in config.Stages.Index()
        where stage.Item is ContinualPreferenceStageConfig
        let continual = (ContinualPreferenceStageConfig)stage.Item
        from domain in continual.Domains.Index()
        where domain.Item.Environment is not null
        from problem in Of(continual, domain.Item.Environment!)
        select new ConfigurationProblem("", $"stages.{stage.Index}.domains.{domain.Index}.environment", problem.Problem, Remedy: problem.Remedy);

    private IEnumerable<(string Problem, string Remedy)> Of(ContinualPreferenceStageConfig stage, EnvironmentConfig named)
    {
        IEnvironment environment;
        string? refused = null;
        try
        {
            environment = catalog.CreateEnvironment(named);
        }
        catch (ArgumentException refusal)
        {
            refused = refusal.Message.Split('\n')[0];
            environment = null!;
        }
        return refused is null ? Of(stage, environment) : [(refused, "change its options")];
    }

    private IEnumerable<(string Problem, string Remedy)> Of(ContinualPreferenceStageConfig stage, IEnvironment environment)
    {
        if (environment is not IPreferenceEnvironment)
        {
            yield return ($"'{environment.Name}' makes no preference pairs", "name an environment that does (align list environments)");
        }
        var wanted = stage.RememberedPairs + Math.Max(stage.HeldOutPairs, stage.RewardPrompts);
        var heldOut = new HeldOutPrompts(environment, config.ReportedPart).CountUpTo(wanted);
        if (wanted > heldOut)
        {
            yield return ($"'{environment.Name}' holds out {heldOut} prompts {HeldOutPrompts.UseOf(config.ReportedPart)}, and memory_pairs with held_out_pairs or reward_prompts ask for {wanted}", "ask for fewer, or hold more out");
        }
        var missing = string.Concat(environment.Alphabet.Except(Alphabet()));
        if (missing.Length > 0)
        {
            yield return ($"'{environment.Name}' uses '{VisibleText.Of(missing)}', which the run's tokenizer lacks", "list these characters in tokenizer.alphabet, or use the same environment for the run");
        }
    }

    // Where the run's own environment is refused, that is told elsewhere.
    private string Alphabet()
    {
        try
        {
            return config.Tokenizer.Alphabet ?? catalog.CreateEnvironment(config.Environment).Alphabet;
        }
        catch (ArgumentException)
        {
            return "";
        }
    }
}
