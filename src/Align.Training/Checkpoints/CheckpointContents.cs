using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Align.Models.Adapters;
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
    private const string ReferenceFile = "reference.safetensors";
    private const string RewardModelFile = "reward_model.safetensors";
    private const string InputsFile = "inputs.json";
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

    /// <summary>Makes sure that the files which the run reads are those of when it was saved.</summary>
    /// <exception cref="CheckpointException">One was changed, or is gone.</exception>
    public static void RequireSameInputs(Checkpoint checkpoint, IReadOnlyDictionary<string, string> inputs)
    {
        using var input = checkpoint.OpenRead(InputsFile);
        var saved = JsonSerializer.Deserialize<Dictionary<string, string>>(input, RunJson.Options) ?? [];
        var changed = saved.Keys.Union(inputs.Keys).Where(key => saved.GetValueOrDefault(key) != inputs.GetValueOrDefault(key)).Order(StringComparer.Ordinal).ToArray();
        if (changed.Length > 0)
        {
            throw new CheckpointException(
                checkpoint.FullPath,
                $"files that the run reads have changed since it was saved: {string.Join(", ", changed)}",
                "restore them, or start a new run");
        }
    }

    /// <summary>The files of a checkpoint. Between stages there is no optimizer to keep, nor what else a stage remembers.</summary>
    public static IReadOnlyList<CheckpointPart> Parts(RunServices services, RunProgress progress)
    {
        var state = services.State;
        var modelBytes = state.Architecture.ParameterCount * ModelArchitecture.BytesPerValue(services.Config.Model.Dtype);
        List<CheckpointPart> parts =
        [
            Text(ProgressFile, JsonSerializer.Serialize(progress, RunJson.Options)),
            Text(RunConfigFile, RunConfigWriter.Write(services.Config)),
            Text(InputsFile, JsonSerializer.Serialize(services.Data.Inputs, RunJson.Options)),
            Text(ModelConfigFile, TransformerConfigFile.Serialize(state.Architecture)),
            Text(TokenizerFile, CharacterTokenizerFile.Serialize(state.Tokenizer)),
            new(ModelFile, modelBytes, output => WritePolicy(output, state)),
        ];
        if (state.Reference is { } reference)
        {
            parts.Add(new(ReferenceFile, modelBytes, output => WriteTensors(output, reference)));
        }
        if (state.RewardModel is { } rewardModel)
        {
            parts.Add(new(RewardModelFile, modelBytes, output => SafetensorsWriter.Write(output, rewardModel.Weights(), new Dictionary<string, string> { ["format"] = "pt" })));
        }
        if (progress.Step > 0 && state.Update is { } update)
        {
            parts.AddRange(update.Memories.Select(memory => new CheckpointPart(FileOf(memory), memory.ExpectedBytes, memory.Write)));
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

    /// <summary>Puts a checkpoint's weights, its reference and what the stage under way remembers into the run's state.</summary>
    public static void Restore(Checkpoint checkpoint, RunServices services, RunProgress progress)
    {
        var state = services.State;
        RestoreWeights(checkpoint, state);
        using (var lease = state.Weights.Write())
        {
            lease.Replaced(progress.WeightsVersion);
        }
        if (progress.Step == 0)
        {
            return;
        }
        state.Begin(StageUpdates.Create(services, progress.Stage));
        foreach (var memory in state.Update?.Memories ?? [])
        {
            memory.Read(PathOf(checkpoint, FileOf(memory)));
        }
    }

    /// <summary>Puts a checkpoint's weights, its reference and its reward model alone into <paramref name="state"/>.</summary>
    public static void RestoreWeights(Checkpoint checkpoint, TrainingState state)
    {
        using (var lease = state.Weights.Write())
        {
            ModelWeights.Load(lease.Policy, PathOf(checkpoint, ModelFile));
        }
        if (checkpoint.FileNames.Contains(ReferenceFile))
        {
            state.LoadReference(PathOf(checkpoint, ReferenceFile));
        }
        if (checkpoint.FileNames.Contains(RewardModelFile))
        {
            state.LoadRewardModel(PathOf(checkpoint, RewardModelFile));
        }
    }

    private static string FileOf(IStageMemory memory) => $"{memory.Name}.safetensors";

    private static string PathOf(Checkpoint checkpoint, string name) => Path.Combine(checkpoint.FullPath, name);

    private static CheckpointPart Text(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new CheckpointPart(name, bytes.Length, output => output.Write(bytes));
    }

    // What is served is what a checkpoint holds: an adapter in use is merged for as long as the writing takes, and undone to the bit.
    private static void WritePolicy(Stream output, TrainingState state)
    {
        using var lease = state.Weights.Write();
        var adapter = lease.Policy.Adapter;
        using var alone = lease.Policy.WithAdapter(null);
        using var merge = adapter is null ? null : LoraMerge.Apply(lease.Policy, adapter);
        try
        {
            WriteTensors(output, lease.Policy);
        }
        finally
        {
            merge?.Undo();
        }
    }

    private static void WriteTensors(Stream output, DecoderTransformer model)
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(output, model.state_dict(), new Dictionary<string, string> { ["format"] = "pt" });
    }
}
