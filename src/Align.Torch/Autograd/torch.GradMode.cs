using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>Stops this thread's recording until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Switches this thread's recording until disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Switches this thread's recording until disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Whether this thread records.</summary>
    public static bool is_grad_enabled() => NativeMethods.align_grad_mode(-1) != 0;

    /// <summary>
    /// Until disposed, on this thread: no recording, no version counting; what is made inside can never be recorded later.
    /// </summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether this thread is in inference mode.</summary>
    public static bool is_inference_mode_enabled() => NativeMethods.align_inference_mode() != 0;

    private static void RequireThread(int opener)
    {
        if (Environment.CurrentManagedThreadId != opener)
        {
            throw new InvalidOperationException("a gradient mode belongs to the thread that opened it; close it there (an await inside the block moves to another thread)");
        }
    }

    private sealed class GradMode : IDisposable
    {
        private readonly int before;
        private readonly int thread = Environment.CurrentManagedThreadId;
        private bool closed;

        internal GradMode(bool enabled) => before = NativeMethods.align_grad_mode(enabled ? 1 : 0);

        public void Dispose()
        {
            if (closed) return;
            RequireThread(thread);
            closed = true;
            _ = NativeMethods.align_grad_mode(before);
        }
    }

    private sealed class InferenceMode : IDisposable
    {
        private readonly int thread = Environment.CurrentManagedThreadId;
        private IntPtr guard;

        internal InferenceMode(bool mode) =>
            guard = NativeError.Check(NativeMethods.align_inference_mode_enter(mode ? 1 : 0), "torch.inference_mode");

        public void Dispose()
        {
            if (guard == IntPtr.Zero) return;
            RequireThread(thread);
            NativeMethods.align_inference_mode_leave(guard);
            guard = IntPtr.Zero;
        }
    }
}
