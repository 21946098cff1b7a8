using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Configuration.Planning;
using Align.Training.Learning;
using Align.Training.Preference.Ofs;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Training.Preference.Continual;

/// <summary>Puts together what a continual stage learns with.</summary>
internal static class ContinualPreferenceStage
{
    /// <summary>The update of a stage, as at its start.</summary>
    public static IStageUpdate Update(RunServices services, ContinualPreferenceStageConfig config, int stage)
    {
        var (state, seed) = (services.State, services.Config.Seed);
        var frozen = new FrozenPolicy(state, leavesReference: true);
        IDomainLearner learner = config.Method == ContinualMethod.Dpo
            ? new DpoLearner(state, config, frozen, frozen.NewAdapter(config.Lora, seed, stage, index: 0), seed)
            : new OfsLearner(state, config, frozen, new OfsModules(frozen, config.Lora, config.Ofs.SwapWindow, seed, stage), seed);
        frozen.Serve(learner.Served);
        return new ContinualUpdate(state, config, services.Data.Domains(stage), frozen, learner);
    }

    /// <summary>Reads the examples of a stage's domains.</summary>
    /// <param name="config">The stage.</param>
    /// <param name="environments">One a domain; <see langword="null"/> for a file.</param>
    /// <param name="tokens">Makes tokens of texts.</param>
    /// <param name="seed">Draws what is held out of a file.</param>
    /// <param name="part">The part of an environment's held-out prompts that is measured on.</param>
    /// <exception cref="DataFileException">There are too few pairs, or the model cannot read them.</exception>
    public static ImmutableArray<PreferenceDomain> Load(
        ContinualPreferenceStageConfig config, ImmutableArray<IEnvironment?> environments, PreferenceTokens tokens, long seed, PromptPart part) =>
        [.. config.Domains.Zip(environments, (domain, environment) => environment is null ? OfFile(config, domain, tokens, seed) : OfEnvironment(config, domain.Name, environment, part, tokens))];

    private static PreferenceDomain OfEnvironment(ContinualPreferenceStageConfig config, string name, IEnvironment environment, PromptPart part, PreferenceTokens tokens)
    {
        var wanted = Math.Min(config.NumPairs, (long)config.StepsPerDomain * config.PerStepPairs);
        var train = PreferenceExamples.OfTraining(environment, wanted, config: null, tokens).Found;
        // What is measured is the same for every method: the memory lies behind it.
        var measured = Math.Max(config.HeldOutPairs, config.RewardPrompts);
        var test = PreferenceExamples.OfHeldOut(environment, part, measured + config.RememberedPairs, config: null, tokens).Found;
        var prompts = new HeldOutPrompts(environment, part).First(config.RewardPrompts).Select(index => environment.CreatePrompt(PromptSplit.Test, index));
        return new PreferenceDomain(name, train, test[measured..], test[..config.HeldOutPairs], [.. prompts]);
    }

    // A file's order may mean something, so that what is held out is drawn; the memory last, so that every method measures on the same pairs.
    private static PreferenceDomain OfFile(ContinualPreferenceStageConfig config, PreferenceDomainConfig domain, PreferenceTokens tokens, long seed)
    {
        var all = PreferenceExamples.OfFile(domain.Data!, config: null, "give chosen and rejected", tokens).Found.ToArray();
        var (heldOut, memory) = (config.HeldOutPairs, config.RememberedPairs);
        if (all.Length <= heldOut + memory)
        {
            var takers = memory > 0 ? "memory_pairs and held_out_pairs take" : "held_out_pairs takes";
            throw new DataFileException(domain.Data!, null, $"holds {Counted.Of(all.Length, "pair")}, and {takers} {heldOut + memory} of them", "give more pairs, or hold out fewer");
        }
        RandomStream.Create(seed, RandomPurpose.Shuffle, promptId: -1).Shuffle(all.AsSpan());
        return new PreferenceDomain(domain.Name, [.. all[heldOut..^memory].Take(config.NumPairs)], [.. all[^memory..]], [.. all[..heldOut]], []);
    }
}
