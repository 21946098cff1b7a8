using System.Reflection;
using System.Runtime.Loader;

namespace Align.Cli.Checking;

/// <summary>Loads a user's assembly with its own dependencies, and shares with it every assembly that this program has: a loss of theirs is an IPreferenceLoss of ours.</summary>
internal sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        if (IsOurs(assemblyName.Name!))
        {
            return null; // The default context has it.
        }
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : IntPtr.Zero;

    private static bool IsOurs(string name) => File.Exists(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
}
