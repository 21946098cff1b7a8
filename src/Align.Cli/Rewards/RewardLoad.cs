using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Align.Cli.Checking;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;

namespace Align.Cli.Rewards;

/// <summary>What a worker is told to judge by: exactly one of the three.</summary>
internal sealed record RewardLoad
{
    /// <summary>An assembly's bytes, with <see cref="Type"/>.</summary>
    public byte[]? Image { get; init; }

    /// <summary>An assembly's path, with <see cref="Type"/>.</summary>
    public string? Path { get; init; }

    /// <summary>The class.</summary>
    public string? Type { get; init; }

    /// <summary>One of the program's own rewards, as YAML.</summary>
    public string? Reward { get; init; }

    /// <summary>The first frame of a conversation.</summary>
    public byte[] ToFrame() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Makes the reward of a first frame.</summary>
    public static IReward Create(ReadOnlyMemory<byte> frame, ComponentCatalog catalog)
    {
        var load = JsonSerializer.Deserialize<RewardLoad>(frame.Span)!;
        return load.Reward is { } yaml
            ? catalog.CreateReward(new RunConfigLoader(catalog).LoadReward(yaml))
            : load.Create();
    }

    /// <summary>The reward of an assembly, in this process.</summary>
    public IReward Create() => (IReward)Activator.CreateInstance(Load().GetType(Type!, throwOnError: true)!)!;

    private Assembly Load()
    {
        if (Image is { } image)
        {
            using var bytes = new MemoryStream(image);
            return new AssemblyLoadContext("reward").LoadFromStream(bytes);
        }
        return new PluginContext(Path!).LoadFromAssemblyPath(Path!);
    }
}
