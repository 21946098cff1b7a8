using Align.Training.Configuration;
namespace Align.Training.Verification.Isolation;

/// <summary>What the kernel takes from the programs that judge completions. The calling thread takes it on for good, and gives it to what it starts.</summary>
internal static class Confinement
{
    private const int SetNoNewPrivileges = 38;
    private const int DropCapability = 24;
    private const nuint LastCapability = 63;

    // To read what belongs to others, as a container's root must; writing is Landlock's.
    private const nuint OverrideAccess = 1;
    private const nuint OverrideReading = 2;
    private static readonly Lazy<IReadOnlyList<string>> s_missing = new(Probe);

    /// <summary>What this machine's kernel cannot do, one sentence each; empty where it can do everything.</summary>
    public static IReadOnlyList<string> Missing => s_missing.Value;

    /// <summary>Confines the calling thread, which then starts the program and ends.</summary>
    /// <param name="limits">What is allowed.</param>
    /// <param name="directory">The program's temporary directory.</param>
    /// <param name="keepsGroup">Whether what is started cannot leave the group that it founds.</param>
    public static void Enter(WorkerLimits limits, string directory, bool keepsGroup)
    {
        // What root starts has no more rights than anybody's program; for all others there is nothing to drop.
        for (nuint capability = 0; capability <= LastCapability; capability++)
        {
            if (capability is not (OverrideAccess or OverrideReading))
            {
                _ = PosixCalls.ProcessControl(DropCapability, capability, 0, 0, 0);
            }
        }
        _ = PosixCalls.ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0);
        _ = LandlockDomain.TryEnter(directory, [.. limits.Hide.Select(Expand)]);
        _ = SystemCallFilter.TryApply(limits.Network, keepsGroup);
    }

    private static string Expand(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path;

    private static List<string> Probe()
    {
        var missing = new List<string>();
        var filters = false;
        var probe = new Thread(() => filters = SystemCallFilter.TryApply(allowsNetwork: false, keepsGroup: true));
        probe.Start();
        probe.Join();
        if (!filters)
        {
            missing.Add("this kernel has no seccomp filters: programs that judge completions can use the network, and can leave the group in which they are killed");
        }
        if (LandlockDomain.Version == 0)
        {
            missing.Add("this kernel has no Landlock: programs that judge completions can read and write every file that you can, and the environment of your other processes");
        }
        else if (LandlockDomain.Version < 6)
        {
            missing.Add("this kernel's Landlock has no scopes (Linux 6.12 has): programs that judge completions can send signals to your other processes");
        }
        return missing;
    }
}
