using System.Runtime.CompilerServices;
using Align.Torch.Interop;
using Align.Torch.Utils;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The elements' memory, without a copy, of a contiguous tensor in host memory. The span is good until the tensor is
        /// disposed; keep the tensor in use (a <c>using</c>, a field) while reading or writing. Setting copies into the tensor.
        /// </summary>
        /// <exception cref="InvalidOperationException">Not contiguous, or not in host memory.</exception>
        /// <exception cref="ArgumentException">Set to a span of another length, or more than 2³¹ − 1 bytes.</exception>
        public Span<byte> bytes
        {
            get => Memory<byte>(NumberOfElements * ElementSize);
            set
            {
                var memory = bytes;
                if (value.Length != memory.Length) throw new ArgumentException($"the tensor has {memory.Length} bytes, the span {value.Length}", nameof(value));
                value.CopyTo(memory);
            }
        }

        /// <summary>The elements, as a view that reads and writes them; of a tensor on another device, a copy in host memory.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the CLR type of the tensor's elements.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            RequireElement<T>();
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The only element.</summary>
        /// <exception cref="ArgumentException">
        /// There is not exactly one element, or <typeparamref name="T"/> is not the CLR type of the tensor's elements.
        /// </exception>
        public unsafe T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException($"item() needs exactly one element; the shape is [{string.Join(", ", shape)}]");
            RequireElement<T>();
            if (device_type != DeviceType.CPU)
            {
                using var host = cpu();
                return host.item<T>();
            }
            using var self = new BorrowedTensor(this);
            return Unsafe.ReadUnaligned<T>((void*)NativeMethods.align_tensor_data(self.Pointer));
        }

        /// <summary>The memory of a contiguous tensor on the host as elements.</summary>
        internal unsafe Span<T> Memory<T>(long length)
            where T : unmanaged
        {
            if (device_type != DeviceType.CPU) throw new InvalidOperationException($"only a tensor in host memory has its bytes at hand; this one is on {device} (cpu() copies it)");
            if (!is_contiguous()) throw new InvalidOperationException("the tensor is not contiguous (contiguous() copies it)");
            if (length > int.MaxValue) throw new ArgumentException($"a span holds at most {int.MaxValue} elements, the tensor has {length}");
            using var self = new BorrowedTensor(this);
            return new Span<T>((void*)NativeMethods.align_tensor_data(self.Pointer), (int)length);
        }

        internal void RequireElement<T>()
        {
            var element = dtype;
            if (!IsElement<T>(element)) throw new ArgumentException($"{typeof(T).Name} is not compatible with {element}");
        }

        private static bool IsElement<T>(ScalarType element) => element switch
        {
            ScalarType.Byte or ScalarType.QUInt8 => typeof(T) == typeof(byte),
            ScalarType.Int8 or ScalarType.QInt8 => typeof(T) == typeof(sbyte),
            ScalarType.Int16 => typeof(T) == typeof(short),
            ScalarType.Int32 or ScalarType.QInt32 => typeof(T) == typeof(int),
            ScalarType.Int64 => typeof(T) == typeof(long),
            ScalarType.Float16 => typeof(T) == typeof(Half),
            ScalarType.BFloat16 => typeof(T) == typeof(BFloat16),
            ScalarType.Float32 => typeof(T) == typeof(float),
            ScalarType.Float64 => typeof(T) == typeof(double),
            ScalarType.Bool => typeof(T) == typeof(bool),
            _ => false,
        };
    }
}
