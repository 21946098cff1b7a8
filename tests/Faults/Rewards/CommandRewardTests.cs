using System.Collections.Immutable;
using Align.Cli.Composition;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Verification;
using Align.Training.Verification.Isolation;

namespace Align.Tests.Faults.Rewards;

/// <summary>Programs that answer on their standard output, and those that do not keep to it.</summary>
public sealed class CommandRewardTests
{
    // Answers the first request rightly unless something is put in the place of $reply; sed takes the id out of the line.
    private const string Program = """
        while IFS= read -r line; do
          id=$(printf '%s' "$line" | sed 's/^{"id":"\([^"]*\)".*/\1/')
          case "$line" in
            *'"completion":"odd"'*) REPLY ;;
            *) echo "{\"id\":\"$id\",\"reward\":1,\"details\":{\"part\":0.5}}" ;;
          esac
        done
        """;

    [Theory]
    [InlineData("""echo "{\"id\":\"$id\",\"skipped\":\"no answer\"}" """, "skipped")]
    [InlineData("""echo "{\"id\":\"$id\",\"unscorable\":\"no idea\"}" """, "Threw")]
    [InlineData("""echo "{\"id\":\"$id\",\"reward\":NaN}" """, "NotFinite")]
    [InlineData("""echo "{\"id\":\"$id\",\"reward\":-Infinity}" """, "NotFinite")]
    [InlineData("""echo "some words"; echo "{\"id\":\"$id\",\"reward\":0.5}" """, "0.5")]
    [InlineData("""echo "{\"id\":\"1\",\"reward\":1}" """, "Protocol")]
    [InlineData("""echo "{\"id\":\"$id\",\"reward\":1}{" """, "Protocol")]
    [InlineData("""echo "{\"id\":\"$id\"}" """, "Protocol")]
    [InlineData("""echo "{\"id\":\"$id\",\"reward\":1,\"skipped\":\"both\"}" """, "Protocol")]
    [InlineData("""echo "{\"id\":\"$id\",\"reward\":\"high\"}" """, "Protocol")]
    [InlineData("""echo "{\"id\":\"$id\",\"score\":1}" """, "Protocol")]
    [InlineData("""printf '{"id"'; exit 1""", "WorkerDied")]
    [InlineData("""yes a-line-that-is-no-answer-and-is-long-enough-to-be-many-bytes | head -c 20000000; sleep 1000""", "Protocol")]
    [InlineData("""printf '{'; yes | tr -d '\n' | head -c 20000000; sleep 1000""", "Protocol")]
    [InlineData("""sleep 1000""", "TimedOut")]
    public async Task An_answer_is_what_was_agreed_or_a_fault(string reply, string expected)
    {
        var outcomes = await JudgeAsync(Program.Replace("REPLY", reply, StringComparison.Ordinal), "even", "odd", "even");
        Assert.Equal(["1", expected, "1"], outcomes.Select(Text));
    }

    [Fact]
    public async Task An_answer_given_twice_costs_no_other_completion_its_score()
    {
        var outcomes = await JudgeAsync(Program.Replace("REPLY", """echo "{\"id\":\"$id\",\"reward\":0.5}"; echo "{\"id\":\"$id\",\"reward\":1}" """, StringComparison.Ordinal), "even", "odd");
        Assert.Equal(["1", "0.5"], outcomes.Select(Text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_stands_behind_sixteen_failures_in_a_row_is_not_judged_whatever_the_number_of_workers(int workers)
    {
        // 15 in a row are not enough. Of the 18 after that the last two are not tried, and nothing behind them is, by whichever worker.
        string[] completions = ["even", .. Odd(0, 15), "even", .. Odd(15, 18), .. Enumerable.Repeat("even", 20)];
        var outcomes = await JudgeAsync(Program.Replace("REPLY", "echo '{}'", StringComparison.Ordinal).Replace("odd\"", "odd", StringComparison.Ordinal), workers, completions);
        string[] expected = ["1", .. Enumerable.Repeat("Protocol", 15), "1", .. Enumerable.Repeat("Protocol", 38)];
        Assert.Equal(expected, outcomes.Select(Text));
        Assert.All(outcomes[..33], outcome => Assert.DoesNotContain("not tried", Message(outcome), StringComparison.Ordinal));
        Assert.All(outcomes[33..], outcome => Assert.StartsWith("not tried, after 16 failures in a row", Message(outcome), StringComparison.Ordinal));

        static IEnumerable<string> Odd(int first, int count) => Enumerable.Range(first, count).Select(i => $"odd{i}");
        static string Message(RewardOutcome outcome) => outcome is RewardOutcome.Unscorable failed ? failed.Fault.Message : "";
    }

    [Fact]
    public async Task Parts_of_a_score_and_last_words_come_through()
    {
        var outcomes = await JudgeAsync(Program.Replace("REPLY", "echo 'out of ideas' >&2; exit 7", StringComparison.Ordinal), "even", "odd");
        Assert.Equal(0.5, Assert.IsType<RewardOutcome.Scored>(outcomes[0]).Details!["part"]);
        Assert.Contains("code 7; its last words: out of ideas", Assert.IsType<RewardOutcome.Unscorable>(outcomes[1]).Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_not_there_is_refused_at_the_start()
    {
        var refused = Assert.Throws<PluginRewardException>(() => Source("no-such-program-anywhere"));
        Assert.Contains("no-such-program-anywhere", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    private static Task<ImmutableArray<RewardOutcome>> JudgeAsync(string program, params string[] completions) => JudgeAsync(program, workers: 1, completions);

    private static async Task<ImmutableArray<RewardOutcome>> JudgeAsync(string program, int workers, string[] completions)
    {
        await using var reward = new ProcessReward("command", Source("sh", "-c", program).Program, new WorkerLimits(), workers, TimeProvider.System);
        return await ((IBatchReward)reward).ScoreAsync([.. completions.Select(HostileReward.Item)], TimeSpan.FromSeconds(5), CancellationToken.None);
    }

    private static IRewardSource Source(params ReadOnlySpan<string> command) =>
        CompositionRoot.Create().Catalog.FindPlugin(new RewardConfig { Name = "command", Options = new CommandRewardOptions { Command = [.. command] } })!;

    private static string Text(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => FormattableString.Invariant($"{scored.Value}"),
        RewardOutcome.Unscorable failed => failed.Fault.Kind.ToString(),
        _ => "skipped",
    };
}
