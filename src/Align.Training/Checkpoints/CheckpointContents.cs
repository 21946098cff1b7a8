using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Align.Models.Safetensors;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Supervision;

namespace Align.Training.Checkpoints;

/// <summary>What a run puts into a checkpoint, and how it takes it out again. Safetensors and JSON; nothing in it is ever executed.</summary>
/// <remarks>With <c>config.json</c>, <c>model.safetensors</c> and <c>tokenizer.json</c> a checkpoint is a model directory as well.</remarks>
internal static class CheckpointContents
{
    private const string ProgressFile = "progress.json";
    private const string ModelFile = "model.safetensors";
    private const string ModelConfigFile = "config.json";
    private const string TokenizerFile = "tokenizer.json";
    private const string OptimizerFile = "optimizer.safetensors";
    private const string ReferenceFile = "reference.safetensors";
    private const string RunConfigFile = "run.yaml";
    private const int MaxShownDifferences = 5;

    /// <summary>The hash that a checkpoint carries of the configuration it was saved under.</summary>
    public static string ConfigHash(RunConfig config) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RunConfigWriter.Write(config))));

    /// <summary>Makes sure that a checkpoint was saved under <paramref name="config"/>.</summary>
    /// <exception cref="CheckpointException">It was not; the message shows the lines that differ.</exception>
    public static void RequireSameConfig(Checkpoint checkpoint, RunConfig config)
    {
        if (checkpoint.ConfigHash == ConfigHash(config))
        {
            return;
        }
        using var reader = new StreamReader(checkpoint.OpenRead(RunConfigFile));
        var saved = reader.ReadToEnd().Split('\n');
        var current = RunConfigWriter.Write(config).Split('\n');
        var differences = current.Except(saved).Take(MaxShownDifferences).Select(line => $"now '{line.Trim()}'")
            .Concat(saved.Except(current).Take(MaxShownDifferences).Select(line => $"then '{line.Trim()}'"));
        throw new CheckpointException(
            checkpoint.FullPath,
            $"the run's config.yaml is not the one it was saved under: {string.Join(", ", differences)}",
            "restore config.yaml, or start a new run with the changed configuration");
    }

    /// <summary>The files of a checkpoint. Between stages there is neither optimizer nor reference to keep.</summary>
    public static IReadOnlyList<CheckpointPart> Parts(RunServices services, RunProgress progress)
    {
        var state = services.State;
        var modelBytes = state.Architecture.ParameterCount * sizeof(float);
        List<CheckpointPart> parts =
        [
            Text(ProgressFile, JsonSerializer.Serialize(progress, RunJson.Options)),
            Text(RunConfigFile, RunConfigWriter.Write(services.Config)),
            Text(ModelConfigFile, TransformerConfigFile.Serialize(state.Architecture)),
            Text(TokenizerFile, CharacterTokenizerFile.Serialize(state.Tokenizer)),
            new(ModelFile, modelBytes, output => WritePolicy(output, state)),
        ];
        if (progress.Step > 0 && state.Optimizer is { } optimizer)
        {
            parts.Add(new(OptimizerFile, 2 * modelBytes, optimizer.Write));
        }
        if (progress.Step > 0 && state.Reference is { } reference)
        {
            parts.Add(new(ReferenceFile, modelBytes, output => WriteTensors(output, reference)));
        }
        return parts;
    }

    /// <summary>The progress that a checkpoint holds.</summary>
    public static RunProgress ReadProgress(Checkpoint checkpoint)
    {
        using var input = checkpoint.OpenRead(ProgressFile);
        return JsonSerializer.Deserialize<RunProgress>(input, RunJson.Options)
            ?? throw new CheckpointException(checkpoint.FullPath, $"{ProgressFile} is empty", "resume from an older checkpoint with --step");
    }

    /// <summary>Puts a checkpoint's weights, optimizer and reference into <paramref name="state"/>.</summary>
    public static void Restore(Checkpoint checkpoint, TrainingState state, RunProgress progress, RunConfig config)
    {
        RestoreWeights(checkpoint, state);
        using (var lease = state.Weights.Write())
        {
            lease.Replaced(progress.WeightsVersion);
        }
        if (progress.Step == 0)
        {
            return;
        }
        state.Begin(config.Stages[progress.Stage]);
        state.Optimizer?.Read(PathOf(checkpoint, OptimizerFile));
        if (state.Reference is { } reference)
        {
            ModelWeights.Load(reference, PathOf(checkpoint, ReferenceFile));
        }
    }

    /// <summary>Puts a checkpoint's weights alone into <paramref name="state"/>.</summary>
    public static void RestoreWeights(Checkpoint checkpoint, TrainingState state)
    {
        using var lease = state.Weights.Write();
        ModelWeights.Load(lease.Policy, PathOf(checkpoint, ModelFile));
    }

    private static string PathOf(Checkpoint checkpoint, string name) => Path.Combine(checkpoint.FullPath, name);

    private static CheckpointPart Text(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new CheckpointPart(name, bytes.Length, output => output.Write(bytes));
    }

    private static void WritePolicy(Stream output, TrainingState state)
    {
        using var lease = state.Weights.Read();
        WriteTensors(output, lease.Policy);
    }

    private static void WriteTensors(Stream output, DecoderTransformer model)
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(output, model.state_dict(), new Dictionary<string, string> { ["format"] = "pt" });
    }
}
