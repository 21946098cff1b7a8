using Align.Core;
using Align.Models.Generation;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Preference;
using Align.Training.Preference.Continual;
using Align.Training.Preference.Online;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>Which actor runs which kind of stage: the one place that a new kind is added to.</summary>
internal static class StageActorFactory
{
    /// <summary>The props of the stage at <paramref name="index"/>.</summary>
    public static Props Create(RunServices services, RunActors actors, int index)
    {
        var config = services.Config.Stages[index];
        var name = services.Config.StageName(index);
        return config switch
        {
            SftStageConfig sft => Training(services, actors, new SupervisedRecipe(sft), services.Data.Supervised(index) ?? TrainPrompts(services)),
            GrpoStageConfig grpo => Evaluated(
                services, actors, name, grpo, Training(services, actors, new PolicyRecipe(grpo, SamplingFrom(services, grpo.Sampling), services.Config.Rewards[0].Name), TrainPrompts(services))),
            OnlinePreferenceStageConfig { Source: PairSource.Pairs } stream => Training(services, actors, new PairStreamRecipe(stream, services.Data.Pairs(index)), PairStreamRecipe.Source),
            OnlinePreferenceStageConfig online => Training(services, actors, new OnlinePreferenceRecipe(online, SamplingFrom(services, online.Sampling)), TrainPrompts(services)),
            RewardModelStageConfig rewardModel => OnPairs(services, actors, index, rewardModel.PerStepPairs),
            PreferenceStageConfig preference => OnPairs(services, actors, index, preference.PerStepPairs),
            ContinualPreferenceStageConfig continual => Training(
                services, actors, new ContinualRecipe(continual, services.Data.Domains(index), SamplingFrom(services, continual.Sampling), services.Config.Seed), PairStreamRecipe.Source),
            EvaluateStageConfig evaluate => Evaluation(services, actors, name, evaluate, services.Config.ReportedPart, services.Directory.EvaluatedPrompts(name)),
            _ => throw new ArgumentOutOfRangeException(nameof(index), config.Type, "Not a kind of stage."),
        };
    }

    private static Props OnPairs(RunServices services, RunActors actors, int index, int perStep) =>
        Training(services, actors, new PreferenceRecipe(perStep, services.Data.Pairs(index)), services.Data.Pairs(index).Source);

    private static Props Training(RunServices services, RunActors actors, ITrainingRecipe recipe, PromptSource source) =>
        Props.Create(() => new TrainingStage(actors.Collector, actors.Learner, recipe, source, services));

    private static Props Evaluation(RunServices services, RunActors actors, string name, EvaluateStageConfig evaluate, PromptPart part, string? file) =>
        Props.Create(() => new EvaluationStage(
            actors.Collector, services, new HeldOutPrompts(services.Components.Environment, part), evaluate, name, SamplingFrom(services, evaluate.Sampling), file));

    private static Props Evaluated(RunServices services, RunActors actors, string name, GrpoStageConfig stage, Props training)
    {
        if (stage.Evaluation.With(stage.Sampling, stage.SuccessThreshold) is not { } evaluate)
        {
            return training;
        }
        var evaluation = Evaluation(services, actors, name, evaluate, PromptPart.Tuning, null);
        Func<long, bool> isDue = step => (step + 1) % stage.Evaluation.EvalSteps == 0 || step + 1 == stage.Steps;
        return Props.Create(() => new EvaluatedStage(training, evaluation, isDue));
    }

    private static PromptSource TrainPrompts(RunServices services) => PromptSource.Of(services.Components.Environment, PromptSplit.Train);

    private static SamplingOptions SamplingFrom(RunServices services, SamplingConfig sampling) => new()
    {
        Temperature = sampling.Temperature,
        TopK = sampling.TopK,
        TopP = sampling.TopP,
        MinP = sampling.MinP,
        MaxNewTokens = sampling.MaxCompletionLength,
        StopTokenIds = [services.State.Tokenizer.EosTokenId],
    };
}
