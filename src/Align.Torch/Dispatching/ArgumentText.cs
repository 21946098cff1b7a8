using System.Globalization;
using Align.Torch.Interop;
using static Align.Torch.torch;

namespace Align.Torch.Dispatching;

/// <summary>Says in words what an operator was given, for the message of its refusal.</summary>
internal static class ArgumentText
{
    internal static string Describe(ReadOnlySpan<Argument> arguments)
    {
        var parts = new List<string>();
        foreach (ref readonly var argument in arguments) parts.Add(Describe(argument));
        while (parts.Count > 0 && parts[^1] == "default") parts.RemoveAt(parts.Count - 1);
        return string.Join(", ", parts);
    }

    private static string Describe(in Argument argument) => argument.Reference switch
    {
        Tensor tensor => Describe(tensor),
        Tensor?[] tensors => $"[{string.Join(", ", tensors.Select(Describe))}]",
        Generator => "generator",
        byte[] text => $"\"{System.Text.Encoding.UTF8.GetString(text)}\"",
        long[] integers => $"[{string.Join(", ", integers)}]",
        double[] numbers => $"[{string.Join(", ", numbers.Select(Describe))}]",
        bool[] flags => $"[{string.Join(", ", flags)}]",
        _ => argument.Tag switch
        {
            ValueTag.Default => "default",
            ValueTag.None => "none",
            ValueTag.Double => Describe(BitConverter.Int64BitsToDouble(argument.Payload)),
            ValueTag.Bool => argument.Payload != 0 ? "true" : "false",
            ValueTag.Device => new Device((DeviceType)argument.Count, (int)argument.Payload).ToString(),
            _ => argument.Payload.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static string Describe(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Describe(Tensor? tensor) =>
        tensor is null ? "none" : tensor.IsInvalid ? "disposed tensor" : $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
