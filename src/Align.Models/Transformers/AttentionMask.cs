namespace Align.Models.Transformers;

/// <summary>Who may look at whom: a token sees itself and the real tokens before it.</summary>
internal static class AttentionMask
{
    /// <summary>Where a query may not look.</summary>
    /// <param name="queries">T, the new tokens.</param>
    /// <param name="keys">S, all tokens; the last T of them are the queries.</param>
    /// <param name="keyMask">bool [N, S], true for real tokens; <see langword="null"/> where all are real.</param>
    /// <param name="device">Where the mask is built.</param>
    /// <returns>bool [N or 1, 1, 1, T, S], or <see langword="null"/> where nothing is blocked.</returns>
    /// <remarks>A padding token sees itself, so that its row has a softmax; no real token sees it.</remarks>
    public static Tensor? Blocked(long queries, long keys, Tensor? keyMask, torch.Device device)
    {
        if (queries == 1 && keyMask is null) return null;
        var key = torch.arange(keys, dtype: ScalarType.Int64, device: device).unsqueeze(0);
        var query = torch.arange(keys - queries, keys, dtype: ScalarType.Int64, device: device).unsqueeze(1);
        var blocked = key.gt(query).unsqueeze(0);
        if (keyMask is not null)
        {
            var padding = keyMask.logical_not().unsqueeze(1);
            blocked = blocked.logical_or(padding.logical_and(key.ne(query).unsqueeze(0)));
        }
        return blocked.unsqueeze(1).unsqueeze(1);
    }

    /// <summary>Positions count real tokens only, from 0; padding has position 0 or repeats its neighbour's.</summary>
    /// <param name="keyMask">bool [N, T].</param>
    /// <returns>int64 [N, T].</returns>
    public static Tensor Positions(Tensor keyMask) =>
        keyMask.to(ScalarType.Int64).cumsum(1).sub(1).clamp_min(0);
}
