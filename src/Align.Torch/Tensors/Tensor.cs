using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>
    /// A libtorch tensor. It belongs to the dispose scope that was open on its thread when it was made; without one, the
    /// garbage collector frees it some time after the last use.
    /// </summary>
    /// <remarks>
    /// Any thread may use and dispose a tensor: a dispose waits for calls that use it. Two threads that write the same
    /// elements race, as in libtorch.
    /// </remarks>
    public partial class Tensor : IDisposable
    {
        private TensorHandle handle;

        /// <summary>Takes over one native reference and enters the current dispose scope.</summary>
        internal Tensor(IntPtr handle)
        {
            this.handle = new TensorHandle(handle);
            DisposeScopeManager.ThreadSingleton.Current?.Include(this);
        }

        /// <summary>How many tensors are alive now, whatever made them: undisposed and not yet collected.</summary>
        public static long TotalCount => TensorHandle.LiveCount;

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => TensorHandle.PeakCount;

        /// <summary>A name for messages; libtorch does not know it.</summary>
        public string? name { get; set; }

        /// <summary>Whether the tensor is disposed.</summary>
        public bool IsInvalid => handle.IsClosed || handle.IsInvalid;

        /// <summary>The native pointer; the caller keeps the tensor alive while using it.</summary>
        /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
        public IntPtr Handle => IsInvalid ? throw Disposed() : handle.Pointer;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Frees this reference; the memory goes with the last one.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Hands the tensor to the next outer dispose scope, or to nobody when there is none.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of every dispose scope: its owner disposes it.</summary>
        /// <returns>This tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Hands the tensor to the dispose scope of <paramref name="other"/>.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            ArgumentNullException.ThrowIfNull(other);
            return MoveToOtherDisposeScope(other.OwningDisposeScope);
        }

        /// <summary>Hands the tensor to <paramref name="other"/>, or to nobody when that is null.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner) owner.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>
        /// Gives the native reference away: this object becomes invalid, and whoever wraps the pointer owns it.
        /// </summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            using var borrowed = new BorrowedTensor(this);
            var alias = NativeMethods.align_tensor_alias(borrowed.Pointer);
            Dispose();
            return alias;
        }

        /// <summary>Whether both are the same object; compare elements with <see cref="eq(Tensor)"/>.</summary>
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        /// <inheritdoc/>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        /// <summary>Frees this reference.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (handle.IsClosed) return;
            OwningDisposeScope?.MarkAsDisposed(this);
            OwningDisposeScope = null;
            handle.Dispose();
        }

        /// <summary>Holds the native reference open until <see cref="Return"/>.</summary>
        internal IntPtr Borrow()
        {
            var held = false;
            try
            {
                handle.DangerousAddRef(ref held);
            }
            catch (ObjectDisposedException)
            {
                throw Disposed();
            }
            return handle.Pointer;
        }

        internal void Return() => handle.DangerousRelease();

        private ObjectDisposedException Disposed() =>
            new(name is null ? nameof(Tensor) : $"{nameof(Tensor)} '{name}'", "The tensor was used after it was disposed; a dispose scope that closed in between does that (MoveToOuterDisposeScope keeps a result).");
    }
}
