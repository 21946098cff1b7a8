using System.Collections.Immutable;

namespace Align.Training.Preference.TokenMasks;

/// <summary>The tokens that decide a preference, where the data knows them.</summary>
internal static class SlotMask
{
    /// <summary>True on the deciding tokens.</summary>
    /// <param name="micro">The rows.</param>
    /// <returns>bool [rows, T], for the caller's scope; <see langword="null"/> where an example does not say.</returns>
    public static Tensor? Of(PreferenceMicroBatch micro)
    {
        var rows = micro.Examples.Where(example => example.Chosen.Length > 0).Select(example => example.ChosenSlots)
            .Concat(micro.Examples.Where(example => example.Rejected.Length > 0).Select(example => example.RejectedSlots)).ToArray();
        return Array.Exists(rows, row => row.IsDefault) ? null : Fill(rows, micro);
    }

    private static Tensor Fill(ImmutableArray<int>[] rows, PreferenceMicroBatch micro)
    {
        var columns = (int)micro.Batch.CompletionLength;
        var values = new bool[rows.Length * columns];
        foreach (var (row, slots) in rows.Index())
        {
            foreach (var slot in slots)
            {
                values[(row * columns) + slot] = true;
            }
        }
        return tensor(values).view(rows.Length, columns).to(micro.Batch.Ids.device);
    }
}
