using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements in order without gaps: this tensor, as another object, when they lie so already.</summary>
        public Tensor contiguous() => Dispatch.Call("contiguous", this);

        /// <summary>A copy; gradients flow through it.</summary>
        public Tensor clone() => Dispatch.Call("clone", this);

        /// <summary>Copies the elements of <paramref name="source"/>, with broadcasting and conversion, into this tensor; returns it.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Dispatch.CallInPlace("copy_", this, source, nonBlocking);

        /// <summary>Sets every element; returns this tensor.</summary>
        public Tensor fill_(Scalar value) => Dispatch.CallInPlace("fill_.Scalar", this, value);

        /// <summary>Sets every element to 0; returns this tensor.</summary>
        /// <remarks>TorchSharp 0.107 returns new zeros and leaves this tensor as it was: portable code calls <see cref="fill_"/>.</remarks>
        public Tensor zero_() => Dispatch.CallInPlace("zero_", this);

        /// <summary>The tensor in host memory; itself, as another object, when it is there.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>The tensor in a CUDA device's memory, of the current one when null.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>The tensor with elements of another type.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Dispatch.Call("to.dtype", this, type, non_blocking, copy), disposeAfter);

        /// <summary>The tensor with the element type of <paramref name="tensor"/>.</summary>
        public Tensor type_as(Tensor tensor) => to_type(Given(tensor).dtype);

        /// <summary>The tensor with elements of another type.</summary>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        /// <summary>The tensor with elements of another type.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Dispatch.Call("to.device", this, device, dtype, non_blocking, copy), disposeAfter);

        /// <summary>The tensor on another device.</summary>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>The tensor on the device that <paramref name="device"/> names.</summary>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device with elements of another type.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Dispatch.Call("to.device", this, device, type, non_blocking, copy), disposeAfter);

        /// <summary>The tensor with the element type and on the device of <paramref name="other"/>.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) =>
            to(Given(other).dtype, other.device, non_blocking: non_blocking);

        /// <summary>The elements as Bool.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);

        /// <summary>The elements as Byte.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);

        /// <summary>The elements as Int32.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>The elements as Int64.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>The elements as Float32.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>The elements as Float64.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);

        private Tensor Moved(Tensor moved, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return moved;
        }
    }
}
