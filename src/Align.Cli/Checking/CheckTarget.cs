using System.Reflection;
using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.TokenWeights;
using Align.Core;

namespace Align.Cli.Checking;

/// <summary>The parts of a user's assembly that <c>align check</c> is asked about.</summary>
internal static class CheckTarget
{
    private static readonly Type[] s_kinds =
    [
        typeof(IPreferenceLoss), typeof(IPolicyLoss), typeof(IAdvantageEstimator), typeof(IPromptSelector), typeof(IRolloutAllocator), typeof(ITokenWeighting),
        typeof(IReward), typeof(IEnvironment),
    ];

    /// <summary>Creates the parts that <c>ASSEMBLY[:Type]</c> names, by their parameterless constructors.</summary>
    /// <exception cref="UsageException">There is no such file or type, or nothing in it to check.</exception>
    public static IReadOnlyList<object> Create(string target)
    {
        var (path, typeName) = Split(target);
        var types = Types(Load(path));
        var chosen = typeName is null ? types.Where(IsCreatable).ToList() : [Named(types, typeName, path)];
        if (chosen.Count == 0)
        {
            throw Refused($"{path} has no public type with a parameterless constructor that implements {string.Join(", ", s_kinds.Select(kind => kind.Name))}.");
        }
        return [.. chosen.Select(Instance)];
    }

    private static (string Path, string? Type) Split(string target)
    {
        var colon = target.LastIndexOf(':');
        return File.Exists(target) || colon <= 1 ? (target, null) : (target[..colon], target[(colon + 1)..]);
    }

    private static Assembly Load(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw Refused($"There is no file {full}.");
        }
        try
        {
            return new PluginContext(full).LoadFromAssemblyPath(full);
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            throw Refused($"{full} cannot be loaded as a .NET assembly: {exception.Message}");
        }
    }

    private static List<Type> Types(Assembly assembly)
    {
        try
        {
            return [.. assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && s_kinds.Any(kind => kind.IsAssignableFrom(type)))];
        }
        catch (Exception exception) when (exception is TypeLoadException or FileNotFoundException or FileLoadException)
        {
            throw Refused($"{assembly.Location} was built against another version of Align: {exception.Message}");
        }
    }

    private static Type Named(List<Type> types, string name, string path)
    {
        var type = types.Find(type => type.FullName == name) ?? types.Find(type => type.Name == name)
            ?? throw Refused($"{path} has no public part to check named {name}. It has: {(types.Count == 0 ? "none" : string.Join(", ", types.Select(found => found.FullName)))}.");
        return IsCreatable(type) ? type : throw Refused($"{name} has no parameterless constructor; call the kit from a test of your own, with the options that it needs.");
    }

    private static bool IsCreatable(Type type) => !type.ContainsGenericParameters && type.GetConstructor(Type.EmptyTypes) is not null;

    private static object Instance(Type type)
    {
        try
        {
            return Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException exception)
        {
            throw Refused($"The constructor of {type.FullName} threw {exception.InnerException?.GetType().Name}: {exception.InnerException?.Message}");
        }
    }

    private static UsageException Refused(string problem) => new([problem], "align check");
}
