using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Align.Training.Verification.Isolation;

/// <summary>posix_spawn with a session of its own, default signals and the descriptors that are named: no other of this process's gets into the program.</summary>
internal sealed unsafe class SpawnCall : IDisposable
{
    // More than any libc's structures take.
    private const int StructureSize = 1024;
    private const short Flags = 0x80 | 0x04 | 0x08; // SETSID, SETSIGDEF, SETSIGMASK
    private const int DuplicateAbove = 1030;
    private const int FirstHigh = 64;

    // .NET ignores SIGPIPE, and a shell in the background SIGINT and SIGQUIT; programs inherit that unless they are told.
    private static readonly int[] s_signals = [1, 2, 3, 13, 15, 17, 18, 20, 21, 22, 25];
    private readonly void* _actions = NativeMemory.AllocZeroed(StructureSize);
    private readonly void* _attributes = NativeMemory.AllocZeroed(StructureSize);
    private readonly List<int> _copies = [];
    private int _highest = 2;

    public SpawnCall()
    {
        _ = PosixCalls.InitActions(_actions);
        _ = PosixCalls.InitAttributes(_attributes);
    }

    /// <summary>Gives the program a file under a number.</summary>
    public void Connect(SafeFileHandle file, int descriptor)
    {
        // Above all targets, so that no copy overwrites the source of another.
        var copy = PosixCalls.FileControl((int)file.DangerousGetHandle(), DuplicateAbove, FirstHigh);
        if (copy < 0)
        {
            throw Failure("a descriptor cannot be copied", Marshal.GetLastPInvokeError());
        }
        _copies.Add(copy);
        _ = PosixCalls.AddDuplicate(_actions, copy, descriptor);
        _highest = Math.Max(_highest, descriptor);
    }

    /// <summary>Starts the program whose path is the first argument. Its id.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    public int Start(IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        ulong signals = 0;
        foreach (var signal in s_signals)
        {
            signals |= 1UL << (signal - 1);
        }
        var set = stackalloc ulong[16];
        _ = PosixCalls.SetSignalMask(_attributes, set);
        set[0] = signals;
        _ = PosixCalls.SetDefaultSignals(_attributes, set);
        _ = PosixCalls.SetFlags(_attributes, Flags);
        CloseOthers();
        var argumentTexts = Texts(arguments);
        var environmentTexts = Texts(environment);
        try
        {
            var error = PosixCalls.Spawn(out var id, arguments[0], _actions, _attributes, argumentTexts, environmentTexts);
            return error == 0 ? id : throw Failure($"{arguments[0]} cannot be started", error);
        }
        finally
        {
            Free(argumentTexts);
            Free(environmentTexts);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in _copies)
        {
            _ = PosixCalls.Close(copy);
        }
        _ = PosixCalls.DestroyActions(_actions);
        _ = PosixCalls.DestroyAttributes(_attributes);
        NativeMemory.Free(_actions);
        NativeMemory.Free(_attributes);
    }

    // What whoever started this process has left open, which is none of the program's business. Without such a call (glibc before 2.34) it stays.
    private void CloseOthers()
    {
        try
        {
            _ = PosixCalls.AddCloseFrom(_actions, _highest + 1);
        }
        catch (EntryPointNotFoundException)
        {
            // The program inherits it.
        }
    }

    private static IOException Failure(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}");

    private static byte** Texts(IReadOnlyList<string> texts)
    {
        var pointers = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        }
        return pointers;
    }

    private static void Free(byte** texts)
    {
        for (var text = texts; *text != null; text++)
        {
            Marshal.FreeCoTaskMem((nint)(*text));
        }
        NativeMemory.Free(texts);
    }
}
