using System.Runtime.CompilerServices;
using Align.Torch.Interop;
using static Align.Torch.torch;

namespace Align.Torch.Dispatching;

/// <summary>Writes arguments into the native layout and holds their tensors open while the call runs.</summary>
internal static unsafe class ArgumentEncoding
{
    /// <summary>How many 8-byte words the lists and strings of <paramref name="arguments"/> need.</summary>
    internal static int ScratchWords(ReadOnlySpan<Argument> arguments)
    {
        var words = 0;
        foreach (ref readonly var argument in arguments)
        {
            words += argument.Tag switch
            {
                ValueTag.String => (argument.Count + 7) / 8,
                ValueTag.IntList or ValueTag.DoubleList or ValueTag.BoolList or ValueTag.TensorList or ValueTag.OptionalTensorList => argument.Count,
                _ => 0,
            };
        }
        return words;
    }

    /// <summary>
    /// Fills <paramref name="values"/>; lists go to <paramref name="scratch"/>. <paramref name="borrowed"/> counts the
    /// tensors held open so far, also when this throws; hand it to <see cref="Release"/>.
    /// </summary>
    internal static void Encode(ReadOnlySpan<Argument> arguments, NativeValue* values, long* scratch, ref int borrowed)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            values[i] = new NativeValue { Tag = argument.Tag, Count = argument.Count, Payload = argument.Payload };
            switch (argument.Tag)
            {
                case ValueTag.Tensor:
                    values[i].Payload = TensorOf(argument).Borrow();
                    borrowed++;
                    break;
                case ValueTag.Generator:
                    values[i].Payload = ((Generator)argument.Reference!).Handle;
                    break;
                default:
                    if (argument.Reference is not null) EncodeList(argument.Reference, ref values[i], ref scratch, ref borrowed);
                    break;
            }
        }
    }

    /// <summary>Lets go of the first <paramref name="borrowed"/> tensors among <paramref name="arguments"/>.</summary>
    internal static void Release(ReadOnlySpan<Argument> arguments, int borrowed)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Tag == ValueTag.Tensor)
            {
                if (borrowed-- > 0) TensorOf(argument).Return();
            }
            else if (argument.Reference is Tensor?[] list)
            {
                foreach (var element in list)
                {
                    if (element is not null && borrowed-- > 0) element.Return();
                }
            }
            else if (argument.Tag == ValueTag.Generator)
            {
                GC.KeepAlive(argument.Reference);
            }
        }
    }

    /// <summary>The tensor of an argument whose tag says that it is one; the tag makes a checked cast needless.</summary>
    private static Tensor TensorOf(in Argument argument) => Unsafe.As<Tensor>(argument.Reference!);

    private static void EncodeList(object list, ref NativeValue value, ref long* scratch, ref int borrowed)
    {
        value.Payload = (long)scratch;
        switch (list)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(scratch, integers.Length));
                scratch += integers.Length;
                break;
            case double[] numbers:
                numbers.CopyTo(new Span<double>(scratch, numbers.Length));
                scratch += numbers.Length;
                break;
            case bool[] flags:
                for (var i = 0; i < flags.Length; i++) ((byte*)scratch)[i] = flags[i] ? (byte)1 : (byte)0;
                scratch += flags.Length;
                break;
            case byte[] text:
                text.CopyTo(new Span<byte>(scratch, text.Length));
                value.Count = text.Length;
                scratch += (text.Length + 7) / 8;
                break;
            case Tensor?[] tensors:
                foreach (var tensor in tensors)
                {
                    *scratch++ = tensor?.Borrow() ?? 0;
                    if (tensor is not null) borrowed++;
                }
                break;
        }
    }
}
