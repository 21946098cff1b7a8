using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>How many dimensions there are; 0 for a scalar.</summary>
        public long Dimensions
        {
            get
            {
                using var self = new BorrowedTensor(this);
                return NativeMethods.align_tensor_dim(self.Pointer);
            }
        }

        /// <summary>How many dimensions there are; 0 for a scalar.</summary>
        public long ndim => Dimensions;

        /// <summary>How many elements there are.</summary>
        public long NumberOfElements
        {
            get
            {
                using var self = new BorrowedTensor(this);
                return NativeMethods.align_tensor_numel(self.Pointer);
            }
        }

        /// <summary>Bytes an element.</summary>
        public long ElementSize => ElementSizeOf(dtype);

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype
        {
            get
            {
                using var self = new BorrowedTensor(this);
                return (ScalarType)NativeMethods.align_tensor_dtype(self.Pointer);
            }
        }

        /// <summary>Where the elements are.</summary>
        public unsafe Device device
        {
            get
            {
                using var self = new BorrowedTensor(this);
                int type, index;
                NativeError.Check(NativeMethods.align_tensor_device(self.Pointer, &type, &index), "torch.Tensor.device");
                return new Device((DeviceType)type, index);
            }
        }

        /// <summary>The kind of device that holds the elements.</summary>
        public DeviceType device_type => device.type;

        /// <summary>The index of the device that holds the elements; -1 for the host.</summary>
        public int device_index => device.index;

        /// <summary>Whether a CUDA device holds the elements.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>The size of every dimension.</summary>
        public unsafe long[] shape
        {
            get
            {
                using var self = new BorrowedTensor(this);
                var sizes = new long[NativeMethods.align_tensor_dim(self.Pointer)];
                fixed (long* into = sizes)
                {
                    NativeError.Check(NativeMethods.align_tensor_sizes(self.Pointer, into), "torch.Tensor.shape");
                }
                return sizes;
            }
        }

        /// <summary>How many dimensions there are; 0 for a scalar.</summary>
        public long dim() => Dimensions;

        /// <summary>How many elements there are.</summary>
        public long numel() => NumberOfElements;

        /// <summary>Bytes an element.</summary>
        public long element_size() => ElementSize;

        /// <summary>The size of every dimension.</summary>
        public long[] size() => shape;

        /// <summary>The size of a dimension; negative ones count from the end.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long size(int dim) => Of(shape, dim);

        /// <summary>How many elements apart neighbours of each dimension lie.</summary>
        public unsafe long[] stride()
        {
            using var self = new BorrowedTensor(this);
            var strides = new long[NativeMethods.align_tensor_dim(self.Pointer)];
            fixed (long* into = strides)
            {
                NativeError.Check(NativeMethods.align_tensor_strides(self.Pointer, into), "torch.Tensor.stride");
            }
            return strides;
        }

        /// <summary>How many elements apart neighbours of a dimension lie.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long stride(int dim) => Of(stride(), dim);

        /// <summary>Where in the memory the first element lies, in elements.</summary>
        public long storage_offset()
        {
            using var self = new BorrowedTensor(this);
            return NativeMethods.align_tensor_storage_offset(self.Pointer);
        }

        /// <summary>Whether the elements lie in order without gaps.</summary>
        public bool is_contiguous()
        {
            using var self = new BorrowedTensor(this);
            return NativeError.Check(NativeMethods.align_tensor_is_contiguous(self.Pointer), "torch.Tensor.is_contiguous") != 0;
        }

        /// <summary>Whether the elements are real floating-point numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the elements are integers or Bool.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        private static long Of(long[] values, int dim)
        {
            var position = dim < 0 ? dim + values.Length : dim;
            return position >= 0 && position < values.Length
                ? values[position]
                : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"a tensor of shape [{string.Join(", ", values)}] has no dimension {dim}");
        }
    }
}
