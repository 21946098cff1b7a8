using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Envs.Arithmetic;
using Align.Tests.Training.Preference;
using Align.Training.Configuration;

namespace Align.Tests.Training.Configuration;

public sealed class PreferenceChecksTests
{
    public static TheoryData<string> Names => [.. Misuse.Keys];

    private static Dictionary<string, (PreferenceStageConfig Stage, string Problem)> Misuse => new()
    {
        ["mixed"] = (PreferenceStages.Dpo with { Losses = [Loss("dpo", new DpoLoss()), Loss("kto", new KtoLoss())] }, "stages.0.losses: kto takes responses one by one, the others take pairs"),
        ["tokens"] = (PreferenceStages.Of("tdpo", new TdpoLoss()) with { PrecomputeReference = true }, "stages.0.precompute_reference: tdpo reads whole distributions"),
        ["single"] = (PreferenceStages.Of("kto", new KtoLoss()) with { PerStepPairs = 1 }, "stages.0.per_step_pairs: kto scores completions under other examples' prompts"),
        ["no reward model"] = (PreferenceStages.Of("madpo", new MadpoLoss()), "stages.0.losses: madpo weighs pairs by a reward model, and there is none"),
        ["idle reward model"] = (PreferenceStages.Dpo with { RewardModel = "/nowhere" }, "stages.0.reward_model: no loss of the stage reads it"),
        ["missing reward model"] = (PreferenceStages.Of("madpo", new MadpoLoss()) with { RewardModel = "/nowhere" }, "stages.0.reward_model: there is no directory /nowhere"),
        ["too many"] = (PreferenceStages.Dpo with { Pairs = new PairDataConfig { NumPairs = 65 } }, "stages.0.num_pairs: 65 pairs, but environment 'digit_pairs' has 64"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_stage_cannot_do_is_refused_by_its_key(string name)
    {
        var (stage, problem) = Misuse[name];
        Assert.StartsWith(problem, Assert.Single(Problems(new DigitPairs(), stage)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_without_pairs_needs_a_data_file()
    {
        var arithmetic = new ArithmeticEnvironment(new ArithmeticOptions());
        Assert.StartsWith("stages.0.data: missing, and environment 'arithmetic' makes no preference pairs", Assert.Single(Problems(arithmetic, PreferenceStages.RewardModel)), StringComparison.Ordinal);
        Assert.Empty(Problems(arithmetic, PreferenceStages.Dpo with { Pairs = new PairDataConfig { Data = "pairs.jsonl" } }));
    }

    [Fact]
    public void Fine_tuning_without_solutions_is_refused() =>
        Assert.StartsWith("stages.0.data: missing, and environment 'digit_pairs' offers no solutions", Assert.Single(Problems(new DigitPairs(), new SftStageConfig { MaxSteps = 1 })), StringComparison.Ordinal);

    [Fact]
    public void A_reward_model_stage_before_is_enough() =>
        Assert.Empty(Problems(new DigitPairs(), PreferenceStages.RewardModel, PreferenceStages.Of("madpo", new MadpoLoss())));

    private static IEnumerable<string> Problems(IEnvironment environment, params StageConfig[] stages) =>
        new PreferenceChecks(TinyTraining.Config(stages)).Problems(environment).Select(problem => $"{problem.Key}: {problem.Problem}");

    private static PreferenceLossConfig Loss(string name, IPreferenceLoss loss) => new() { Name = name, Options = loss };
}
