namespace Align.Training.Verification.Isolation;

/// <summary>Makes this process the parent of what its killed workers leave behind, so that it can wait for their end. A container without an init keeps the dead otherwise.</summary>
internal static class Orphans
{
    private const int SetChildSubreaper = 36;
    private static readonly Lazy<bool> s_adopted = new(() => PosixCalls.ProcessControl(SetChildSubreaper, 1, 0, 0, 0) == 0);

    /// <summary>From now on. False where the system has no such thing.</summary>
    public static bool Adopt() => s_adopted.Value;
}
