using System.Runtime.InteropServices;

namespace Align.Torch.Interop;

/// <summary>The functions of libalign_torch.so; native/align_torch.h documents each.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "align_torch";

    [LibraryImport(Library)] internal static partial IntPtr align_last_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial IntPtr align_operator_find(string name, string overload);
    [LibraryImport(Library)]
    internal static partial int align_operator_call(IntPtr op, NativeValue* arguments, int argumentCount, NativeValue* results, int resultCapacity);
    [LibraryImport(Library)] internal static partial void align_array_free(void* array);

    [LibraryImport(Library)] internal static partial void align_tensor_free(IntPtr tensor);
    [LibraryImport(Library)] internal static partial IntPtr align_tensor_alias(IntPtr tensor);
    [LibraryImport(Library)] internal static partial long align_tensor_dim(IntPtr tensor);
    [LibraryImport(Library)] internal static partial long align_tensor_numel(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int align_tensor_sizes(IntPtr tensor, long* sizes);
    [LibraryImport(Library)] internal static partial int align_tensor_strides(IntPtr tensor, long* strides);
    [LibraryImport(Library)] internal static partial long align_tensor_storage_offset(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int align_tensor_dtype(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int align_tensor_device(IntPtr tensor, int* type, int* index);
    [LibraryImport(Library)] internal static partial int align_tensor_is_contiguous(IntPtr tensor);
    [LibraryImport(Library)] internal static partial IntPtr align_tensor_data(IntPtr tensor);

    [LibraryImport(Library)] internal static partial int align_tensor_requires_grad(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int align_tensor_set_requires_grad(IntPtr tensor, int value);
    [LibraryImport(Library)] internal static partial int align_tensor_is_leaf(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int align_tensor_is_inference(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int align_tensor_retain_grad(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int align_tensor_grad(IntPtr tensor, IntPtr* grad);
    [LibraryImport(Library)] internal static partial int align_tensor_set_grad(IntPtr tensor, IntPtr grad);
    [LibraryImport(Library)]
    internal static partial int align_backward(IntPtr* outputs, IntPtr* outputGrads, int outputCount, IntPtr* inputs, int inputCount, int retainGraph, int createGraph);
    [LibraryImport(Library)]
    internal static partial int align_grad(IntPtr* outputs, IntPtr* outputGrads, int outputCount, IntPtr* inputs, int inputCount, int retainGraph, int createGraph, int allowUnused, IntPtr* grads);
    [LibraryImport(Library)] internal static partial int align_grad_mode(int value);
    [LibraryImport(Library)] internal static partial IntPtr align_inference_mode_enter(int value);
    [LibraryImport(Library)] internal static partial void align_inference_mode_leave(IntPtr guard);
    [LibraryImport(Library)] internal static partial int align_inference_mode();
    [LibraryImport(Library)] internal static partial int align_anomaly_mode(int value, int checkNan);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial IntPtr align_node_new(
        string name,
        IntPtr* inputs,
        int inputCount,
        delegate* unmanaged<IntPtr, IntPtr, IntPtr*, int, IntPtr*, int, int> backward,
        delegate* unmanaged<IntPtr, void> release,
        IntPtr context);
    [LibraryImport(Library)] internal static partial int align_node_requires_grad(IntPtr* inputs, int inputCount);
    [LibraryImport(Library)] internal static partial IntPtr align_node_add_output(IntPtr node, IntPtr output, int isInput, int isDirty, int isDifferentiable);
    [LibraryImport(Library)] internal static partial int align_node_save(IntPtr node, IntPtr* tensors, int* isOutput, int count);
    [LibraryImport(Library)] internal static partial int align_node_saved(IntPtr runningNode, IntPtr* tensors, int capacity);
    [LibraryImport(Library)] internal static partial void align_node_free(IntPtr node);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void align_callback_error(string message);

    [LibraryImport(Library)] internal static partial IntPtr align_generator_new(int deviceType, int deviceIndex, ulong seed);
    [LibraryImport(Library)] internal static partial IntPtr align_generator_default(int deviceType, int deviceIndex);
    [LibraryImport(Library)] internal static partial void align_generator_free(IntPtr generator);
    [LibraryImport(Library)] internal static partial int align_generator_set_seed(IntPtr generator, ulong seed);
    [LibraryImport(Library)] internal static partial ulong align_generator_initial_seed(IntPtr generator);
    [LibraryImport(Library)] internal static partial ulong align_generator_seed(IntPtr generator);
    [LibraryImport(Library)] internal static partial IntPtr align_generator_get_state(IntPtr generator);
    [LibraryImport(Library)] internal static partial int align_generator_set_state(IntPtr generator, IntPtr state);

    [LibraryImport(Library)] internal static partial IntPtr align_torch_version();
    [LibraryImport(Library)] internal static partial int align_num_threads(int value);
    [LibraryImport(Library)] internal static partial int align_num_interop_threads(int value);
    [LibraryImport(Library)] internal static partial int align_device_count(int deviceType);
    [LibraryImport(Library)] internal static partial int align_device_synchronize(int deviceType, int deviceIndex);
    [LibraryImport(Library)] internal static partial int align_manual_seed(ulong seed);
}
