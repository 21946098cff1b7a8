using System.Runtime.InteropServices;
using Align.Torch.Interop;

namespace Align.Torch;

/// <summary>libtorch's functions, under the names of PyTorch and TorchSharp.</summary>
public static partial class torch
{
    /// <summary>The version of the libtorch in use, such as <c>1.13.0</c>.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.align_torch_version())!;

    /// <summary>Opens a scope that disposes, when it is disposed, the tensors made on this thread inside it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.NewDisposeScope();

    /// <summary>The innermost open dispose scope of this thread.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.Current;

    /// <summary>Evaluates <paramref name="expr"/> in a scope of its own and keeps only its result.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Starts every default generator from <paramref name="seed"/>.</summary>
    /// <returns>The host's default generator.</returns>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>The state of the host's default generator, a Byte tensor.</summary>
    public static Tensor get_rng_state() => random.get_rng_state();

    /// <summary>Continues the host's default generator from a state.</summary>
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>How many threads one operator may use.</summary>
    public static int get_num_threads() => NativeMethods.align_num_threads(0);

    /// <summary>Sets how many threads one operator may use; at least 1.</summary>
    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        NativeError.Check(NativeMethods.align_num_threads(num), "torch.set_num_threads");
    }

    /// <summary>How many operators may run at once inside libtorch.</summary>
    public static int get_num_interop_threads() => NativeMethods.align_num_interop_threads(0);

    /// <summary>Sets how many operators may run at once inside libtorch; once a process, before any has run.</summary>
    public static void set_num_interop_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        NativeError.Check(NativeMethods.align_num_interop_threads(num), "torch.set_num_interop_threads");
    }

    /// <summary>Whether a CUDA device can be used.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Random numbers of the default generators.</summary>
    public static partial class random
    {
        /// <summary>Starts every default generator from <paramref name="seed"/>.</summary>
        /// <returns>The host's default generator.</returns>
        public static Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.align_manual_seed(unchecked((ulong)seed)), "torch.manual_seed");
            return Generator.Default;
        }

        /// <summary>The seed that the host's default generator started from.</summary>
        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        /// <summary>The state of the host's default generator, a Byte tensor.</summary>
        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        /// <summary>Continues the host's default generator from a state.</summary>
        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }

    /// <summary>CUDA devices.</summary>
    public static partial class cuda
    {
        /// <summary>Whether a CUDA device can be used.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>How many CUDA devices can be used.</summary>
        public static int device_count() => Math.Max(0, NativeMethods.align_device_count((int)DeviceType.CUDA));

        /// <summary>Waits until the work of a CUDA device, of the current one when null, is done.</summary>
        /// <exception cref="TorchException">There is no such device.</exception>
        public static void synchronize(Device? device = null) =>
            NativeError.Check(
                NativeMethods.align_device_synchronize((int)DeviceType.CUDA, device is null ? -1 : device.index), "torch.cuda.synchronize");
    }
}
