namespace Align.Algorithms.Advantages;

/// <summary>DAPO's soft punishment of long completions: 0 up to L_max − L_buffer tokens, then falling linearly to −factor at L_max, added to the reward.</summary>
/// <remarks>Yu et al. 2025, arXiv:2503.14476, eq. 13: min(−(T − (L_max − L_buffer))/L_buffer·factor, 0). Beyond L_max it goes on falling, as in verl.</remarks>
public static class OverlongPenalty
{
    /// <summary>The penalty of one completion; at most 0.</summary>
    /// <param name="length">Its tokens.</param>
    /// <param name="maxLength">L_max, the longest completion allowed.</param>
    /// <param name="bufferLength">L_buffer, in [1, L_max].</param>
    /// <param name="factor">At least 0; 1 in DAPO.</param>
    public static double Of(long length, long maxLength, long bufferLength, double factor = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferLength, maxLength);
        ArgumentOutOfRangeException.ThrowIfNegative(factor);
        var beyond = length - (maxLength - bufferLength);
        return beyond <= 0 ? 0 : -beyond / (double)bufferLength * factor;
    }
}
