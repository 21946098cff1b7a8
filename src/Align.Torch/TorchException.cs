using System.Runtime.InteropServices;

namespace Align.Torch;

/// <summary>
/// libtorch refused a call. The message is the operator's name, libtorch's first line, and the dtype and shape of every
/// tensor that was passed.
/// </summary>
/// <remarks>TorchSharp throws <see cref="ExternalException"/>; code that catches that catches this.</remarks>
public sealed class TorchException : ExternalException
{
    internal TorchException(string @operator, string firstLine, string nativeText, string? arguments = null, Exception? inner = null)
        : base(arguments is null ? $"{@operator}: {firstLine}" : $"{@operator}: {firstLine} (arguments: {arguments})", inner)
    {
        Operator = @operator;
        FirstLine = firstLine;
        NativeText = nativeText;
    }

    /// <summary>The operator or function that failed, such as <c>aten::mm</c>.</summary>
    public string Operator { get; }

    /// <summary>The first line of libtorch's message.</summary>
    public string FirstLine { get; }

    /// <summary>libtorch's whole message.</summary>
    public string NativeText { get; }

    internal static string FirstLineOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim();
    }
}
