using Align.Models.Safetensors;

namespace Align.Models.Transformers;

/// <summary>A transformer that judges: the hidden state at the last response token, through a linear head without bias, is the reward.</summary>
/// <remarks>
/// Only differences of rewards are learned from pairs, so the head needs no bias; it begins at 0, where every reward is 0. The weights
/// have the names of published sequence classifiers: those of the transformer without its language head, and <c>score.weight</c>.
/// </remarks>
public sealed class RewardModel : nn.Module<CompletionBatch, Tensor>
{
    private const string HeadName = "score.weight";
    private const string ConfigFile = "config.json";
    private const string WeightsFile = "model.safetensors";
    private readonly DecoderTransformer _trunk;
    private readonly Linear _head;

    /// <summary>A reward model over a transformer, which it owns from now on.</summary>
    /// <param name="trunk">The transformer; its language head, where it has one of its own, is not used.</param>
    public RewardModel(DecoderTransformer trunk)
        : base(nameof(RewardModel))
    {
        ArgumentNullException.ThrowIfNull(trunk);
        register_module("trunk", _trunk = trunk);
        register_module("score", _head = nn.Linear(trunk.Config.HiddenSize, 1, hasBias: false, dtype: trunk.Dtype));
        using var unrecorded = torch.no_grad();
        _head.weight!.zero_();
        _head.to(trunk.Device);
    }

    /// <summary>The shape of the transformer.</summary>
    public TransformerConfig Config => _trunk.Config;

    /// <summary>What is trained: the transformer without its language head, and the head.</summary>
    public IReadOnlyList<Parameter> Trained =>
        [.. _trunk.named_parameters().Where(pair => IsUsed(pair.name)).Select(pair => pair.parameter), _head.weight!];

    /// <summary>The weights by their names in files.</summary>
    public Dictionary<string, Tensor> Weights()
    {
        var weights = _trunk.state_dict().Where(pair => IsUsed(pair.Key)).ToDictionary();
        weights[HeadName] = _head.weight!;
        return weights;
    }

    /// <summary>The reward of each row. Gradients flow.</summary>
    /// <param name="input">Prompts and responses; a response ends with its stop token, at which it is judged. No response may be empty.</param>
    /// <returns>Nats of the Bradley-Terry logit, [N], float32 at least.</returns>
    public override Tensor forward(CompletionBatch input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = torch.NewDisposeScope();
        var hidden = _trunk.HiddenStates(input.Ids, input.AttentionMask);
        var last = (input.CompletionMask.sum(1) + (input.PromptLength - 1)).view(-1, 1, 1).expand(-1, 1, hidden.shape[2]);
        var rewards = _head.call(hidden.gather(1, last)).view(-1);
        return (rewards.dtype == ScalarType.Float64 ? rewards : rewards.to(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c>.</summary>
    /// <param name="directory">Created where it does not exist; the files are overwritten.</param>
    public void Save(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, ConfigFile), TransformerConfigFile.Serialize(Config));
        using var output = File.Create(Path.Combine(directory, WeightsFile));
        SafetensorsWriter.Write(output, Weights(), new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Reads a directory that <see cref="Save"/> wrote.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="dtype">The dtype of its weights.</param>
    /// <exception cref="ModelFileException">A file is missing or broken, or the weights are not those of a reward model of that shape.</exception>
    public static RewardModel Load(string directory, ScalarType dtype = ScalarType.Float32)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var config = TransformerConfigFile.Load(Path.Combine(directory, ConfigFile));
        var model = new RewardModel(new DecoderTransformer(config with { TieWordEmbeddings = true }, dtype));
        using var file = SafetensorsFile.Open(Path.Combine(directory, WeightsFile));
        ModelWeights.Load(model.Weights(), [file]);
        return model;
    }

    /// <summary>Does nothing: the constructor registers the modules.</summary>
    protected override void RegisterComponents()
    {
    }

    private static bool IsUsed(string name) => !name.StartsWith("lm_head.", StringComparison.Ordinal);
}
