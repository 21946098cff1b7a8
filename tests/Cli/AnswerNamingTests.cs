using Align.Cli.Composition;
using Align.Core;
using Align.Rewards.ExactMatch;
using Align.Training.Configuration;
using Align.Training.Verification;

namespace Align.Tests.Cli;

/// <summary>Who names the answers that majority votes count.</summary>
public sealed class AnswerNamingTests : IDisposable
{
    private const string Source = """
        public sealed class Upper : IReward, IAnswerExtractor
        {
            public string Name => "upper";

            public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) => new(new RewardOutcome.Scored(1));

            public string? FindAnswer(Prompt prompt, Completion completion) => completion.Text.ToUpperInvariant();
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("align-naming-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(RewardIsolation.None, "TWO")]
    [InlineData(RewardIsolation.Process, null)]
    public void A_reward_that_users_bring_names_answers_where_it_may_run_in_this_process(RewardIsolation isolation, string? expected)
    {
        var file = Path.Combine(_folder, "mine.cs");
        File.WriteAllText(file, Source);
        Assert.Equal(expected, AnswerOf(new RewardConfig { Name = "mine", Options = new FileRewardOptions { File = file }, Isolation = isolation }));
    }

    [Theory]
    [InlineData(RewardIsolation.None)]
    [InlineData(RewardIsolation.Process)]
    public void A_reward_of_the_program_names_answers_wherever_it_judges(RewardIsolation isolation) =>
        Assert.Equal("two", AnswerOf(new RewardConfig { Name = "exact_match", Options = new ExactMatchOptions(), Isolation = isolation }));

    private static string? AnswerOf(RewardConfig config)
    {
        var reward = CompositionRoot.Create().CreateReward(config, new RuntimeConfig());
        Assert.Equal(config.Name, reward.Name);
        return IAnswerNaming.Of(reward)?.FindAnswer(new Prompt(1, "1+1="), new Completion(1, 0, [5], "two", [-1f], 0, FinishReason.Stop));
    }
}
