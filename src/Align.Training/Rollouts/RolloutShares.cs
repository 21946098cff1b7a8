using System.Collections.Immutable;

namespace Align.Training.Rollouts;

/// <summary>How the completions of one request are cut among rollout workers.</summary>
internal static class RolloutShares
{
    /// <summary>The first and the number of each share's completions, in order.</summary>
    /// <param name="groups">The prompt of each completion; those of one prompt stand together.</param>
    /// <param name="workers">Rollout workers.</param>
    /// <param name="batchSize">The most completions that a worker generates at once.</param>
    /// <param name="continuous">
    /// Whether a completion's bits are its own, so that the cut may depend on the number of workers. Then each gets one share of whole prompts, each of
    /// which is read once. Otherwise the cut is into batches of <paramref name="batchSize"/> and depends on nothing else.
    /// </param>
    public static ImmutableArray<(int First, int Count)> Of(ImmutableArray<int> groups, int workers, int batchSize, bool continuous)
    {
        if (!continuous)
        {
            return [.. Enumerable.Range(0, (groups.Length + batchSize - 1) / batchSize).Select(batch => (batch * batchSize, Math.Min(batchSize, groups.Length - (batch * batchSize))))];
        }
        int[] bounds = [.. Enumerable.Range(0, workers + 1).Select(share => GroupStart(groups, (int)((long)groups.Length * share / workers)))];
        return [.. bounds.Zip(bounds.Skip(1), (first, end) => (First: first, Count: end - first)).Where(share => share.Count > 0)];
    }

    // The first completion of a prompt, from a place on.
    private static int GroupStart(ImmutableArray<int> groups, int place)
    {
        while (place > 0 && place < groups.Length && groups[place] == groups[place - 1])
        {
            place++;
        }
        return place;
    }
}
