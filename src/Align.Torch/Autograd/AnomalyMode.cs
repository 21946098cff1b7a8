using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Until disposed, a backward pass names the operator whose gradient is not a number.</summary>
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        /// <summary>Until disposed, switches the search for gradients that are not numbers.</summary>
        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
    }
}

/// <summary>The search for gradients that are not numbers, of this process, until disposed.</summary>
public class AnomalyMode : IDisposable
{
    private readonly int before;

    /// <summary>Switches the search on or off.</summary>
    public AnomalyMode(bool enabled, bool check_nan = true) => before = NativeMethods.align_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);

    /// <summary>Whether the search is on.</summary>
    public static bool IsEnabled => NativeMethods.align_anomaly_mode(-1, 0) != 0;

    /// <summary>Switches back to what was before.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Switches back to what was before.</summary>
    protected virtual void Dispose(bool disposing) => _ = NativeMethods.align_anomaly_mode(before, 1);
}
