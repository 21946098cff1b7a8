using System.Collections.Immutable;
using Align.Training.Rollouts;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Rollouts;

public sealed class RolloutSharesTests
{
    [Fact]
    public void Each_worker_gets_one_share_of_whole_prompts()
    {
        // 4, 2, 3 and 3 completions of four prompts: halves meet at 6, where a prompt begins; thirds at 4 and, after 8 lies within a prompt, 9.
        ImmutableArray<int> groups = [0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3];
        AssertShares([(0, 12)], RolloutShares.Of(groups, workers: 1, batchSize: 5, continuous: true));
        AssertShares([(0, 6), (6, 6)], RolloutShares.Of(groups, workers: 2, batchSize: 5, continuous: true));
        AssertShares([(0, 4), (4, 5), (9, 3)], RolloutShares.Of(groups, workers: 3, batchSize: 5, continuous: true));
        AssertShares([(0, 3)], RolloutShares.Of([7, 7, 7], workers: 4, batchSize: 5, continuous: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Where_bits_depend_on_the_batch_the_cut_does_not_depend_on_the_workers(int workers) =>
        AssertShares([(0, 5), (5, 5), (10, 2)], RolloutShares.Of([0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3], workers, batchSize: 5, continuous: false));

    [Fact]
    public void The_shares_are_all_completions_in_their_order() =>
        Prop.ForAll(
            Gen.Choose(1, 5).ListOf().ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
            Gen.Elements(false, true).ToArbitrary(),
            (sizes, workers, continuous) =>
            {
                ImmutableArray<int> groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
                var shares = RolloutShares.Of(groups, workers, batchSize: 4, continuous);
                return shares.SelectMany(share => Enumerable.Range(share.First, share.Count)).SequenceEqual(Enumerable.Range(0, groups.Length))
                    && (!continuous || (shares.Length <= workers && shares.All(share => share.First == 0 || groups[share.First] != groups[share.First - 1])));
            }).QuickCheckThrowOnFailure();

    private static void AssertShares((int First, int Count)[] expected, ImmutableArray<(int First, int Count)> shares) =>
        Assert.Equal(expected.AsEnumerable(), shares.AsEnumerable());
}
