using System.Collections.Immutable;
using Align.Algorithms.Advantages;

namespace Align.Testing;

/// <summary>What can be wrong with an advantage estimator.</summary>
internal static class AdvantageBreaches
{
    // Powers of two: adding them to a reward of a few digits rounds nothing.
    private const double Shift = 16;

    public static string? Shape(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options)
    {
        var result = estimator.Compute(batch);
        if (result.Completions.Length != batch.Rewards.Length)
        {
            return $"There are {result.Completions.Length} advantages for {batch.Rewards.Length} completions.";
        }
        var rows = result.Tokens is { } tokens ? tokens : [];
        var wrong = rows.Select((row, i) => (Row: row.Length, Expected: batch.Lengths[i], Index: i)).FirstOrDefault(row => row.Row != row.Expected);
        return wrong.Row != wrong.Expected
            ? $"Completion {wrong.Index} has {wrong.Expected} tokens and {wrong.Row} token advantages."
            : Closeness.NotFinite("the advantage", result.Completions) ?? Closeness.NotFinite("a token's advantage", [.. rows.SelectMany(row => row)]);
    }

    public static string? Deterministic(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options) =>
        Closeness.Difference("the advantage at the second call", Of(estimator, batch), Of(estimator, batch), tolerance: 0);

    public static string? Permutation(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options)
    {
        ImmutableArray<int> order = [.. Enumerable.Range(0, batch.Rewards.Length).Reverse()];
        var whole = Of(estimator, batch);
        return Closeness.Difference("the advantage in the reversed batch", [.. order.Select(i => whole[i])], Of(estimator, Pick(batch, order)), options.Tolerance);
    }

    public static string? GroupNames(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options) =>
        Closeness.Difference("the advantage under other group ids", Of(estimator, batch), Of(estimator, batch with { Groups = [.. batch.Groups.Select(id => 1_000_003 - (17 * id))] }), options.Tolerance);

    public static string? GroupsApart(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options)
    {
        var whole = Of(estimator, batch);
        return Groups(batch).Select(members => Closeness.Difference(
            $"the advantage of group {batch.Groups[members[0]]} without the others", [.. members.Select(i => whole[i])], Of(estimator, Pick(batch, members)), options.Tolerance))
            .FirstOrDefault(found => found is not null);
    }

    public static string? EqualRewards(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options)
    {
        var got = Of(estimator, batch);
        var noisy = Groups(batch).Where(members => members.Length > 1 && members.Select(i => batch.Rewards[i]).Distinct().Count() == 1)
            .SelectMany(members => members).FirstOrDefault(i => got[i] != 0, -1);
        return noisy < 0 ? null : $"At {noisy}, all rewards of the group are {Closeness.Text(batch.Rewards[noisy])} and the advantage is {Closeness.Text(got[noisy])}; expected 0.";
    }

    public static string? Singleton(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options)
    {
        var got = Of(estimator, batch);
        var raw = Groups(batch).Where(members => members.Length == 1).Select(members => members[0]).FirstOrDefault(i => got[i] != 0, -1);
        return raw < 0 ? null : $"At {raw}, a completion alone in its group has the reward {Closeness.Text(batch.Rewards[raw])} and the advantage {Closeness.Text(got[raw])}; expected 0.";
    }

    public static string? ShiftInvariant(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options)
    {
        var whole = Of(estimator, batch);
        foreach (var members in Groups(batch).Where(members => members.Length > 1))
        {
            var moved = batch with { Rewards = [.. batch.Rewards.Select((reward, i) => members.Contains(i) ? reward + Shift : reward)] };
            var what = $"the advantage with {Closeness.Text(Shift)} added to the rewards of group {batch.Groups[members[0]]}";
            // The divisor std + ε is a rounded number itself: what is small may differ in its last digits.
            if (Closeness.Difference(what, whole, Of(estimator, moved), Math.Max(options.Tolerance, 1e-6)) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    public static string? LengthsUnread(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options) =>
        Closeness.Difference("the advantage with other lengths", Of(estimator, batch), Of(estimator, batch with { Lengths = [.. batch.Lengths.Select((length, i) => length + i + 1)] }), options.Tolerance);

    public static string? Order(IAdvantageEstimator estimator, AdvantageBatch batch, LawOptions options)
    {
        var got = Of(estimator, batch);
        foreach (var members in Groups(batch))
        {
            var pairs = from better in members
                        from worse in members
                        where batch.Rewards[better] > batch.Rewards[worse] && batch.Lengths[better] == batch.Lengths[worse]
                        where got[better] < got[worse] - options.Tolerance
                        select (Better: better, Worse: worse);
            foreach (var wrong in pairs.Take(1))
            {
                return $"Completion {wrong.Better} has the higher reward and the advantage {Closeness.Text(got[wrong.Better])}; completion {wrong.Worse} has {Closeness.Text(got[wrong.Worse])}.";
            }
        }
        return null;
    }

    private static double[] Of(IAdvantageEstimator estimator, AdvantageBatch batch) => [.. estimator.Compute(batch).Completions];

    private static IEnumerable<ImmutableArray<int>> Groups(AdvantageBatch batch) =>
        Enumerable.Range(0, batch.Rewards.Length).GroupBy(i => batch.Groups[i]).Select(members => members.ToImmutableArray());

    private static AdvantageBatch Pick(AdvantageBatch batch, ImmutableArray<int> rows) => new()
    {
        Rewards = [.. rows.Select(i => batch.Rewards[i])],
        Groups = [.. rows.Select(i => batch.Groups[i])],
        Lengths = [.. rows.Select(i => batch.Lengths[i])],
        GreedyRewards = batch.GreedyRewards.IsDefault ? default : [.. rows.Select(i => batch.GreedyRewards[i])],
    };
}
