using System.Text;
using Align.Training.Checkpoints;

namespace Align.Tests.Training.Checkpoints;

/// <summary>Small checkpoints whose content tells their step.</summary>
internal static class Saving
{
    public const string ConfigHash = "c0ffee";

    public static IReadOnlyList<CheckpointPart> PartsOf(long step) =>
    [
        new("policy.safetensors", 0, stream => Chunks(stream, $"weights of step {step};", 40)),
        new("optimizer.safetensors", 0, stream => Chunks(stream, $"moments of step {step};", 20)),
        new("progress.json", 0, stream => stream.Write(Encoding.UTF8.GetBytes($"{{\"step\":{step}}}"))),
    ];

    public static Checkpoint SaveStep(this CheckpointStore store, long step) => store.Save(step, ConfigHash, PartsOf(step));

    public static string ReadText(this Checkpoint checkpoint, string name)
    {
        using var reader = new StreamReader(checkpoint.OpenRead(name));
        return reader.ReadToEnd();
    }

    public static void AssertWhole(Checkpoint? checkpoint, long step)
    {
        Assert.NotNull(checkpoint);
        Assert.Equal(step, checkpoint.Step);
        Assert.Equal($"{{\"step\":{step}}}", checkpoint.ReadText("progress.json"));
        Assert.Equal(string.Concat(Enumerable.Repeat($"weights of step {step};", 40)), checkpoint.ReadText("policy.safetensors"));
    }

    private static void Chunks(Stream stream, string text, int count)
    {
        for (var i = 0; i < count; i++)
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
