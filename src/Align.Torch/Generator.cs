using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>A stream of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private IntPtr handle;

        /// <summary>A generator on <paramref name="device"/> (the host when null), started from <paramref name="seed"/>.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            handle = NativeError.Check(
                NativeMethods.align_generator_new((int)this.device.type, this.device.index, seed), "torch.Generator");
        }

        private Generator(IntPtr handle, Device device)
        {
            this.handle = handle;
            this.device = device;
        }

        /// <summary>Frees the native generator.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The host's generator, which every call without one uses.</summary>
        public static Generator Default =>
            new(NativeError.Check(NativeMethods.align_generator_default((int)DeviceType.CPU, -1), "torch.Generator.Default"), CPU);

        /// <summary>The native generator.</summary>
        /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
        public IntPtr Handle => handle != IntPtr.Zero ? handle : throw new ObjectDisposedException(nameof(Generator));

        /// <summary>Where its numbers are made.</summary>
        public Device device { get; }

        /// <summary>The whole state, a Byte tensor on the host.</summary>
        public Tensor get_state()
        {
            var state = NativeError.Check(NativeMethods.align_generator_get_state(Handle), "torch.Generator.get_state");
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        /// <summary>Continues from a state that <see cref="get_state"/> returned.</summary>
        /// <exception cref="TorchException">Not a state of such a generator.</exception>
        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            using var borrowed = new BorrowedTensor(value);
            NativeError.Check(NativeMethods.align_generator_set_state(Handle, borrowed.Pointer), "torch.Generator.set_state");
            GC.KeepAlive(this);
        }

        /// <summary>Starts again from <paramref name="seed"/>; returns this generator.</summary>
        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.align_generator_set_seed(Handle, unchecked((ulong)seed)), "torch.Generator.manual_seed");
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>Starts again from a seed of the machine's entropy and returns it.</summary>
        public long seed()
        {
            var seed = NativeMethods.align_generator_seed(Handle);
            GC.KeepAlive(this);
            return unchecked((long)seed);
        }

        /// <summary>The seed that the generator started from.</summary>
        public long initial_seed()
        {
            var seed = NativeMethods.align_generator_initial_seed(Handle);
            GC.KeepAlive(this);
            return unchecked((long)seed);
        }

        /// <summary>Frees the native generator.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the native generator.</summary>
        protected virtual void Dispose(bool disposing)
        {
            var freed = Interlocked.Exchange(ref handle, IntPtr.Zero);
            if (freed != IntPtr.Zero) NativeMethods.align_generator_free(freed);
        }
    }
}
