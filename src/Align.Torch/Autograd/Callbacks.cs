using Align.Torch.Interop;

namespace Align.Torch;

/// <summary>Carries an exception of a C# backward function across the native engine to whoever started the pass.</summary>
internal static class Callbacks
{
    [ThreadStatic]
    private static Exception? failure;

    /// <summary>Remembers the exception that a callback of this thread must not throw through native code.</summary>
    internal static void Remember(Exception exception) => failure = exception;

    /// <summary>Throws when a pass failed; the inner exception is the callback's, when there was one.</summary>
    internal static void Check(int status, string function)
    {
        var inner = failure;
        failure = null;
        if (status >= 0) return;
        var text = NativeError.LastMessage();
        throw new TorchException(function, TorchException.FirstLineOf(text), text, inner: inner);
    }
}
