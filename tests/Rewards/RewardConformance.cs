using System.Collections.Immutable;
using Align.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Rewards;

/// <summary>What every reward promises. A new one gets these tests by deriving a class from this one.</summary>
public abstract class RewardConformance
{
    protected abstract IReward Create();

    /// <summary>A prompt that the reward applies to, and a completion that it likes better than <see cref="WorseText"/>.</summary>
    protected abstract (Prompt Prompt, string BetterText) Example { get; }

    protected abstract string WorseText { get; }

    /// <summary>A completion with one token a character.</summary>
    public static Completion CompletionOf(string text, FinishReason reason = FinishReason.Stop) =>
        new(PromptId: 0, SampleIndex: 0, [.. text.Select(character => (int)character)], text, ImmutableArray<float>.Empty, WeightsVersion: 0, reason);

    [Fact]
    public void Its_name_is_snake_case() => Assert.Matches("^[a-z][a-z0-9_]*$", Create().Name);

    [Fact]
    public async Task It_prefers_the_better_completion()
    {
        var better = Assert.IsType<RewardOutcome.Scored>(await Create().ScoreAsync(Example.Prompt, CompletionOf(Example.BetterText), CancellationToken.None));
        var worse = Assert.IsType<RewardOutcome.Scored>(await Create().ScoreAsync(Example.Prompt, CompletionOf(WorseText), CancellationToken.None));

        Assert.True(better.Value > worse.Value);
    }

    [Fact]
    public async Task It_gives_concurrent_callers_what_it_gives_a_single_one()
    {
        var reward = Create();
        var texts = Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? Example.BetterText : WorseText).ToArray();
        var alone = new List<double>();
        foreach (var text in texts)
        {
            alone.Add(ValueOf(await reward.ScoreAsync(Example.Prompt, CompletionOf(text), CancellationToken.None)));
        }

        var together = await Task.WhenAll(texts.Select(text => Task.Run(async () =>
            ValueOf(await reward.ScoreAsync(Example.Prompt, CompletionOf(text), CancellationToken.None)))));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Any_text_gets_a_finite_score_or_is_skipped() => Prop
        .ForAll<string>(async text => Assert.True(await Create().ScoreAsync(Example.Prompt, CompletionOf(text ?? ""), CancellationToken.None)
            is RewardOutcome.Skipped or RewardOutcome.Scored { Value: > double.NegativeInfinity and < double.PositiveInfinity }))
        .QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_cancelled_call_gives_no_verdict() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Create().ScoreAsync(Example.Prompt, CompletionOf(Example.BetterText), new CancellationToken(canceled: true)));

    private static double ValueOf(RewardOutcome outcome) => Assert.IsType<RewardOutcome.Scored>(outcome).Value;
}
