using static Align.Torch.torch;

namespace Align.Torch;

/// <summary>Moves and converts modules; every method changes the module in place and returns it.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the floating-point parameters and buffers.</summary>
    /// <param name="module">The module to convert.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="non_blocking">Lets copies to an accelerator overlap where memory is pinned.</param>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module =>
        module.Converted(null, type, non_blocking);

    /// <summary>Moves the parameters and buffers and converts those of floating-point type.</summary>
    /// <param name="module">The module to convert.</param>
    /// <param name="device">The target device.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="non_blocking">Lets copies to an accelerator overlap where memory is pinned.</param>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : nn.Module =>
        module.Converted(device, type, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <param name="module">The module to move.</param>
    /// <param name="deviceType">The kind of device.</param>
    /// <param name="deviceIndex">Which one of its kind; -1 for the current one.</param>
    /// <param name="non_blocking">Lets copies to an accelerator overlap where memory is pinned.</param>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        module.Converted(new Device(deviceType, deviceIndex), null, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <param name="module">The module to move.</param>
    /// <param name="device">The target device.</param>
    /// <param name="non_blocking">Lets copies to an accelerator overlap where memory is pinned.</param>
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module =>
        module.Converted(device, null, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    /// <param name="module">The module to move.</param>
    /// <param name="device">The target device, for example <c>cuda:0</c>.</param>
    /// <param name="non_blocking">Lets copies to an accelerator overlap where memory is pinned.</param>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module =>
        module.Converted(new Device(device), null, non_blocking);

    /// <summary>Moves the parameters and buffers to where a tensor is, and converts the floating-point ones to its type.</summary>
    /// <param name="module">The module to convert.</param>
    /// <param name="other">The tensor to follow.</param>
    /// <param name="non_blocking">Lets copies to an accelerator overlap where memory is pinned.</param>
    public static T to<T>(this T module, Tensor other, bool non_blocking = false) where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(other);
        return module.Converted(other.device, other.dtype, non_blocking);
    }

    /// <summary>Moves the parameters and buffers to the CPU.</summary>
    /// <param name="module">The module to move.</param>
    /// <param name="non_blocking">Lets copies from an accelerator overlap where memory is pinned.</param>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        module.to(DeviceType.CPU, -1, non_blocking);

    /// <summary>Moves the parameters and buffers to a GPU.</summary>
    /// <param name="module">The module to move.</param>
    /// <param name="deviceIndex">Which GPU; -1 for the current one.</param>
    /// <param name="non_blocking">Lets copies overlap where memory is pinned.</param>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        module.to(DeviceType.CUDA, deviceIndex, non_blocking);

    /// <summary>Converts the floating-point parameters and buffers to bfloat16.</summary>
    /// <param name="module">The module to convert.</param>
    /// <param name="non_blocking">Lets copies overlap where memory is pinned.</param>
    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        module.to(ScalarType.BFloat16, non_blocking);

    /// <summary>Converts the floating-point parameters and buffers to float32.</summary>
    /// <param name="module">The module to convert.</param>
    /// <param name="non_blocking">Lets copies overlap where memory is pinned.</param>
    public static T @float<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        module.to(ScalarType.Float32, non_blocking);

    /// <summary>Converts the floating-point parameters and buffers to float64.</summary>
    /// <param name="module">The module to convert.</param>
    /// <param name="non_blocking">Lets copies overlap where memory is pinned.</param>
    public static T @double<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        module.to(ScalarType.Float64, non_blocking);

    private static T Converted<T>(this T module, Device? device, ScalarType? type, bool nonBlocking) where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Convert(device, type, nonBlocking);
        return module;
    }
}
