namespace Align.Training.Verification.Isolation;

/// <summary>
/// A Landlock domain on the calling thread, which every program started from it inherits: files are written in one directory alone,
/// some files cannot be read, and processes outside the domain can be neither signalled nor looked into.
/// </summary>
/// <remarks>Landlock allows; it cannot forbid. What is hidden is left out of what is allowed, so that things made later beside it are hidden too.</remarks>
internal static unsafe class LandlockDomain
{
    private const long CreateRuleset = 444;
    private const long AddRule = 445;
    private const long RestrictSelf = 446;
    private const int PathBeneath = 1;
    private const int OpenPath = 0x200000 | 0x80000;
    private const ulong ReadFile = 1 << 2;
    private const ulong WriteFile = 1 << 1;
    private const ulong Truncate = 1 << 14;

    // Making and removing of every kind of thing: bits 4 to 12.
    private const ulong Change = 0x1ff0;
    private const ulong ScopeSignal = 2;
    private const ulong ScopeAbstractSocket = 1;

    /// <summary>The version of Landlock that the kernel has; 0 where it has none.</summary>
    public static int Version => OperatingSystem.IsLinux() ? (int)Math.Max(0, PosixCalls.SystemCall(CreateRuleset, 0, 0, 1, 0)) : 0;

    /// <summary>Enters a new domain. False where the kernel has none; then nothing has changed.</summary>
    /// <param name="writable">The one directory to write in; the devices of /dev can be written too.</param>
    /// <param name="hidden">Files and directories that cannot be read, whatever links lead to them; what is not there is passed over.</param>
    /// <exception cref="IOException">The kernel has one and refuses it.</exception>
    public static bool TryEnter(string writable, IReadOnlyList<string> hidden)
    {
        var version = Version;
        if (version == 0)
        {
            return false;
        }
        var writing = WriteFile | Change | (version >= 3 ? Truncate : 0);
        var rules = new Rules { Files = writing | ReadFile, Scopes = version >= 6 ? ScopeSignal | ScopeAbstractSocket : 0 };
        var ruleset = (int)PosixCalls.SystemCall(CreateRuleset, (nint)(&rules), version >= 6 ? 24 : 8, 0, 0);
        if (ruleset < 0)
        {
            throw Refused();
        }
        try
        {
            Permit(ruleset, writable, writing | ReadFile);
            var visible = new VisiblePaths([.. hidden.Select(RealPath.Of).OfType<string>()]);
            PermitAll(ruleset, visible.Below("/dev"), WriteFile | ReadFile);
            PermitAll(ruleset, visible.Below("/"), ReadFile);
            return PosixCalls.SystemCall(RestrictSelf, ruleset, 0, 0, 0) == 0 ? true : throw Refused();
        }
        finally
        {
            _ = PosixCalls.Close(ruleset);
        }
    }

    private static IOException Refused() => new($"the kernel refuses to confine it: {System.Runtime.InteropServices.Marshal.GetLastPInvokeErrorMessage()}");

    private static void PermitAll(int ruleset, IEnumerable<string> paths, ulong access)
    {
        foreach (var path in paths)
        {
            Permit(ruleset, path, access);
        }
    }

    private static void Permit(int ruleset, string path, ulong access)
    {
        var descriptor = PosixCalls.Open(path, OpenPath);
        if (descriptor < 0)
        {
            return;
        }
        var rule = new Rule { Access = Directory.Exists(path) ? access : access & (ReadFile | WriteFile | Truncate), Descriptor = descriptor };
        _ = PosixCalls.SystemCall(AddRule, ruleset, PathBeneath, (nint)(&rule), 0);
        _ = PosixCalls.Close(descriptor);
    }

    private struct Rules
    {
        public ulong Files;
        public ulong Network;
        public ulong Scopes;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]
    private struct Rule
    {
        public ulong Access;
        public int Descriptor;
    }
}
