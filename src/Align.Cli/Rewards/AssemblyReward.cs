using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Verification;
using Align.Training.Verification.Isolation;

namespace Align.Cli.Rewards;

/// <summary>A user's reward in an assembly. Which class it is, is read from the file: none of its code runs here.</summary>
internal sealed class AssemblyReward : IRewardSource
{
    private readonly RewardLoad _load;

    public AssemblyReward(AssemblyRewardOptions options)
    {
        var rewards = Rewards(options.Assembly);
        var wanted = options.Type is { } name ? rewards.Where(type => type == name || type.EndsWith($".{name}", StringComparison.Ordinal)).ToList() : rewards;
        _load = wanted is [var one]
            ? new RewardLoad { Path = options.Assembly, Type = one }
            : throw new PluginRewardException([$"{options.Assembly}: {Missing(options, rewards)}"]);
    }

    /// <inheritdoc/>
    public ProgramStart Program => VerifyWorker.Start(_load);

    /// <inheritdoc/>
    public bool RunsInProcess => true;

    /// <inheritdoc/>
    public IReward Create() => _load.Create();

    private static string Missing(AssemblyRewardOptions options, List<string> rewards) => rewards.Count == 0
        ? $"no public class in it names {nameof(IReward)} among its interfaces"
        : $"{(options.Type is null ? "it has several rewards; say which by type" : $"no reward in it is named {options.Type}")}: {string.Join(", ", rewards)}";

    private static List<string> Rewards(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            var metadata = file.GetMetadataReader();
            return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => IsReward(metadata, type)).Select(type => Name(metadata, type))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            throw new PluginRewardException([$"{path} cannot be read as a .NET assembly: {exception.Message}"]);
        }
    }

    private static bool IsReward(MetadataReader metadata, TypeDefinition type) =>
        (type.Attributes & (TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Interface)) == TypeAttributes.Public
        && type.GetInterfaceImplementations().Select(handle => metadata.GetInterfaceImplementation(handle).Interface).Any(handle => IsRewardInterface(metadata, handle));

    private static bool IsRewardInterface(MetadataReader metadata, EntityHandle handle) => handle.Kind == HandleKind.TypeReference
        && metadata.GetTypeReference((TypeReferenceHandle)handle) is var reference
        && metadata.GetString(reference.Name) == nameof(IReward) && metadata.GetString(reference.Namespace) == typeof(IReward).Namespace;

    private static string Name(MetadataReader metadata, TypeDefinition type)
    {
        var space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? metadata.GetString(type.Name) : $"{space}.{metadata.GetString(type.Name)}";
    }
}
