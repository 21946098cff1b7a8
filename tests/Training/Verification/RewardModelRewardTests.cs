using Align.Core;
using Align.Envs.Arithmetic;
using Align.Models;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Learning;
using Align.Training.Preference;
using Align.Training.Verification;

namespace Align.Tests.Training.Verification;

public sealed class RewardModelRewardTests : IDisposable
{
    private static readonly Prompt s_question = new(0, "2+2=");
    private readonly TinyTraining _training = new();
    private readonly TrainingState _state = TrainingStateFactory.Create(TinyTraining.Config(TinyTraining.Grpo), new ArithmeticEnvironment(new ArithmeticOptions { MinDigits = 1, MaxDigits = 1 }));
    private readonly CancellationTokenSource _ended = new();

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
        _state.Dispose();
        _training.Dispose();
    }

    [Fact]
    public async Task Without_a_run_or_before_its_model_it_skips()
    {
        var reward = new RewardModelReward(new RewardModelOptions());

        Assert.IsType<RewardOutcome.Skipped>(await reward.ScoreAsync(s_question, Answer("4"), CancellationToken.None));
        Assert.IsType<RewardOutcome.Skipped>(await reward.Within(_state, 1, _ended.Token).ScoreAsync(s_question, Answer("4"), CancellationToken.None));
    }

    [Fact]
    public async Task It_scores_with_the_runs_own_model()
    {
        _state.KeepRewardModel(Model());
        var judge = new RewardModelReward(new RewardModelOptions()).Within(_state, 1, _ended.Token);

        Assert.Equal(Expected(_state.RewardModel!, "4"), await Value(judge, Answer("4")));
        Assert.NotEqual(await Value(judge, Answer("4")), await Value(judge, Answer("5")));
    }

    [Fact]
    public async Task A_completion_that_was_cut_is_judged_as_if_it_ended_there()
    {
        _state.KeepRewardModel(Model());
        var judge = new RewardModelReward(new RewardModelOptions()).Within(_state, 1, _ended.Token);
        var whole = Answer("41");

        Assert.Equal(await Value(judge, whole), await Value(judge, whole with { TokenIds = whole.TokenIds[..^1], FinishReason = FinishReason.Length }));
    }

    [Fact]
    public async Task It_scores_with_a_saved_model()
    {
        using var model = Model();
        var directory = _training.NewDirectory().Path;
        RewardModelFile.Save(model, _state.Tokenizer, directory);
        var judge = new RewardModelReward(new RewardModelOptions { Path = directory }).Within(_state, 1, _ended.Token);

        Assert.Equal(Expected(model, "4"), await Value(judge, Answer("4")));
    }

    [Fact]
    public async Task A_model_of_another_alphabet_is_refused()
    {
        using var model = Model();
        var directory = _training.NewDirectory().Path;
        RewardModelFile.Save(model, new CharacterTokenizer("xyz"), directory);
        var judge = new RewardModelReward(new RewardModelOptions { Path = directory }).Within(_state, 1, _ended.Token);

        await Assert.ThrowsAsync<ModelFileException>(async () => await judge.ScoreAsync(s_question, Answer("4"), CancellationToken.None));
    }

    [Fact]
    public async Task A_run_trains_by_it()
    {
        using var model = Model();
        var directory = _training.NewDirectory().Path;
        RewardModelFile.Save(model, _state.Tokenizer, directory);

        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(TinyTraining.Grpo), new RewardModelReward(new RewardModelOptions { Path = directory }));

        var means = metrics.SelectMany(record => record.Values).Where(metric => metric.Key == "rewards/reward_model/mean").ToList();
        Assert.Equal(TinyTraining.Grpo.MaxSteps, means.Count);
        Assert.All(means, mean => Assert.NotEqual(0, mean.Value));
    }

    private static async Task<double> Value(IReward judge, Completion completion) =>
        Assert.IsType<RewardOutcome.Scored>(await judge.ScoreAsync(s_question, completion, CancellationToken.None)).Value;

    private RewardModel Model()
    {
        using var lease = _state.Weights.Read();
        var model = new RewardModel(FrozenCopy.Of(lease.Policy));
        using var unrecorded = no_grad();
        model.Weights()["score.weight"].fill_(0.3);
        return model;
    }

    private double Expected(RewardModel model, string text) =>
        new RewardScorer(model, _state.Tokenizer.PadTokenId, _state.Device, 1).Rewards([([.. _state.Tokenizer.EncodeToIds(s_question.Text)], Answer(text).TokenIds)])[0];

    private Completion Answer(string text) =>
        new(0, 0, [.. _state.Tokenizer.EncodeToIds(text), _state.Tokenizer.EosTokenId], text, [], 0, FinishReason.Stop);
}
