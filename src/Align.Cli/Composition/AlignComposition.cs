using System.Collections.Immutable;
using System.CommandLine;
using Align.Cli.Commands;
using Align.Cli.Rewards;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;
using Align.Training.Supervision;
using Align.Training.Verification;
using Align.Training.Verification.Isolation;

namespace Align.Cli.Composition;

/// <summary>The parts that commands work with.</summary>
/// <param name="Catalog">What configurations can name.</param>
/// <param name="Launcher">Starts runs.</param>
public sealed record AlignComposition(ComponentCatalog Catalog, ILauncher Launcher)
{
    /// <summary>The commands, in the order of the help page. A new command is one line here.</summary>
    internal IReadOnlyList<Command> Commands(CommandOutput output) =>
    [
        RunCommand.Create(this, output),
        PlanCommand.Create(this, output),
        ResumeCommand.Create(this, output),
        EvalCommand.Create(this, output),
        StudyCommand.Create(this, output),
        ListCommand.Create(this, output),
        EnvCommand.Create(this, output),
        RewardCommand.Create(this, output),
        VectorsCommand.Create(output),
        CheckCommand.Create(this, output),
        LogprobsCommand.Create(output),
    ];

    /// <summary>The parts that a configuration names.</summary>
    internal RunComponents CreateComponents(RunConfig config) => new(
        Catalog.CreateEnvironment(config.Environment),
        [.. config.Rewards.Select(reward => new WeightedReward(CreateReward(AnswerFiles.Hide(reward, AnswerFiles.Of(config)), config.Runtime), reward.Weight) { Gate = reward.Gate is { } gate ? new(gate, reward.GateThreshold ?? 1) : null })])
    {
        Domains = config.Stages.Index().Where(stage => stage.Item is ContinualPreferenceStageConfig).ToDictionary(
            stage => stage.Index,
            stage => ((ContinualPreferenceStageConfig)stage.Item).Domains.Select(domain => domain.Environment is { } named ? Catalog.CreateEnvironment(named) : null).ToImmutableArray()),
    };

    /// <summary>The reward that a configuration asks for; one in processes of its own is to be disposed of.</summary>
    internal IReward CreateReward(RewardConfig reward, RuntimeConfig runtime)
    {
        var plugin = Catalog.FindPlugin(reward);
        if (reward.Isolation == RewardIsolation.None)
        {
            return plugin is null ? Catalog.CreateReward(reward) : new NamedReward(reward.Name, plugin.Create());
        }
        var program = plugin?.Program ?? VerifyWorker.Start(new RewardLoad { Reward = RunConfigWriter.WriteReward(reward with { Isolation = RewardIsolation.None, Limits = null, Gate = null, GateThreshold = null }) });
        return new ProcessReward(reward.Name, program, reward.Limits ?? new(), runtime.RewardWorkers, TimeProvider.System)
        {
            // The program's own rewards only read when they name an answer; what users bring along stays out of this process.
            Answers = plugin is null ? Catalog.CreateReward(reward) as IAnswerExtractor : null,
        };
    }
}
