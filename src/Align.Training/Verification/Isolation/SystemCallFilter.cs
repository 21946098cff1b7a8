using System.Runtime.InteropServices;

namespace Align.Training.Verification.Isolation;

/// <summary>
/// A seccomp filter on the calling thread, which every program started from it inherits and none can take off: no sockets, no way
/// out of the process group, and no reading of other processes' memory.
/// </summary>
/// <remarks>Leaving the group is answered with success and does nothing, so that programs which try go on, and still die with their group.</remarks>
internal static unsafe class SystemCallFilter
{
    private const int SetNoNewPrivileges = 38;
    private const int SetSeccomp = 22;
    private const int FilterMode = 2;
    private const uint Allow = 0x7fff0000;
    private const uint Error = 0x00050000;
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort Return = 0x06;
    private const uint NotPermitted = 1;
    private const uint AccessDenied = 13;
    private const uint NotImplemented = 38;
    private const uint FirstX32Call = 0x40000000;

    // Bytes of libc's setsid, more or less.
    private const int CallLength = 64;

    /// <summary>Sets the filter. False where the kernel or the processor has none.</summary>
    /// <param name="allowsNetwork">Whether sockets can be made.</param>
    /// <param name="keepsGroup">Whether leaving the group is withheld. The one call that founds the group comes from this process's own
    /// libc, whose place no program that is started shares; it passes.</param>
    public static bool TryApply(bool allowsNetwork, bool keepsGroup)
    {
        if (Calls.OfThisMachine() is not { } calls || PosixCalls.ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            return false;
        }
        var instructions = Program(calls, allowsNetwork, keepsGroup);
        fixed (Instruction* first = instructions)
        {
            var program = new FilterProgram { Length = (ushort)instructions.Length, First = first };
            return PosixCalls.ProcessControl(SetSeccomp, FilterMode, (nuint)(&program), 0, 0) == 0;
        }
    }

    private static Instruction[] Program(Calls calls, bool allowsNetwork, bool keepsGroup)
    {
        var program = new List<Instruction>
        {
            new(LoadWord, 0, 0, 4), // The processor that the call is made for,
            new(JumpIfEqual, 1, 0, calls.Architecture),
            new(Return, 0, 0, Error | NotPermitted),
            new(LoadWord, 0, 0, 0), // and the call's number.
            new(JumpIfAtLeast, 0, 1, FirstX32Call),
            new(Return, 0, 0, Error | NotPermitted),
        };
        if (keepsGroup)
        {
            program.AddRange(PassFoundation(calls.FoundsGroup));
            Answer(calls.LeavesGroup, 0);
        }
        Answer(calls.ReachesOthers, NotPermitted);
        Answer([calls.SetUpRing], NotImplemented); // Rings would make sockets past this filter.
        if (!allowsNetwork)
        {
            Answer([calls.Socket], AccessDenied);
        }
        program.Add(new(Return, 0, 0, Allow));
        return [.. program];

        void Answer(IEnumerable<uint> numbers, uint error)
        {
            foreach (var number in numbers)
            {
                program.Add(new(JumpIfEqual, 0, 1, number));
                program.Add(new(Return, 0, 0, Error | error));
            }
        }
    }

    // For the one call: where it comes from, the upper and the lower half. Else on to what follows, with the call's number again.
    private static Instruction[] PassFoundation(uint call)
    {
        var place = (ulong)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "setsid");
        var (upper, lower) = ((uint)(place >> 32), (uint)place);
        return
        [
            new(JumpIfEqual, 0, 7, call),
            new(LoadWord, 0, 0, 12),
            new(JumpIfEqual, 0, 4, upper),
            new(LoadWord, 0, 0, 8),
            new(JumpIfAtLeast, 0, 2, lower),
            new(JumpIfAtLeast, 1, 0, (uint)Math.Min((ulong)lower + CallLength, uint.MaxValue)),
            new(Return, 0, 0, Allow),
            new(LoadWord, 0, 0, 0),
        ];
    }

    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    private struct FilterProgram
    {
        public ushort Length;
        public Instruction* First;
    }

    /// <summary>Numbers of system calls, which differ between processors.</summary>
    /// <param name="Architecture">As the kernel's audit names it.</param>
    /// <param name="Socket">socket.</param>
    /// <param name="SetUpRing">io_uring_setup.</param>
    /// <param name="FoundsGroup">setsid.</param>
    /// <param name="LeavesGroup">setsid and setpgid.</param>
    /// <param name="ReachesOthers">ptrace, process_vm_readv, process_vm_writev, pidfd_getfd, mount, bpf.</param>
    private sealed record Calls(uint Architecture, uint Socket, uint SetUpRing, uint FoundsGroup, uint[] LeavesGroup, uint[] ReachesOthers)
    {
        public static Calls? OfThisMachine() => RuntimeInformation.ProcessArchitecture switch
        {
            _ when !OperatingSystem.IsLinux() => null,
            System.Runtime.InteropServices.Architecture.X64 => new(0xc000003e, 41, 425, 112, [112, 109], [101, 310, 311, 438, 165, 321]),
            System.Runtime.InteropServices.Architecture.Arm64 => new(0xc00000b7, 198, 425, 157, [157, 154], [117, 270, 271, 438, 40, 280]),
            _ => null,
        };
    }
}
