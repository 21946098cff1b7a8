/// <summary>1 for the right sum; a tenth for a whole number that is wrong.</summary>
public sealed class MyReward : IReward
{
    public string Name => "my_reward";

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
        new(new RewardOutcome.Scored(completion.Text == prompt.Answer ? 1 : long.TryParse(completion.Text, out _) ? 0.1 : 0));
}
