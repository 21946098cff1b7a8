using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Align.Tests.Faults.Rewards;

/// <summary>A folder that can be passed through and not listed, and a way to be somebody whom that stops.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ClosedFolder : IDisposable
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int Nobody = 65534;
    private readonly string _path;

    /// <summary>Closes <paramref name="path"/>; what is above it can be passed through by everybody.</summary>
    public ClosedFolder(string above, string path)
    {
        File.SetUnixFileMode(above, Open | PassThrough);
        File.SetUnixFileMode(path, PassThrough);
        _path = path;
    }

    /// <summary>Does something on a thread that is not root where files are concerned.</summary>
    public static T AsNobody<T>(Func<T> what)
    {
        var (result, failure) = (default(T), (Exception?)null);
        var thread = new Thread(() =>
        {
            _ = SetFileUser(Nobody);
            try
            {
                result = what();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException(failure.Message, failure);
    }

    public void Dispose() => File.SetUnixFileMode(_path, Open);

    // Of the calling thread alone; without effect for those who are not root.
    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileUser(int user);
}
