using Align.Models.Safetensors;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>The tensors of a run: the shared weights, what the stage under way remembers, the reference policy and the reward model.</summary>
/// <remarks>The learner is its only writer; the checkpoint writer reads it while the learner waits.</remarks>
internal sealed class TrainingState(SharedWeights weights, TransformerConfig architecture, CharacterTokenizer tokenizer, Device device) : IDisposable
{
    /// <summary>The policy.</summary>
    public SharedWeights Weights { get; } = weights;

    /// <summary>The sizes of the model.</summary>
    public TransformerConfig Architecture { get; } = architecture;

    /// <summary>Text to tokens and back; part of what the weights mean.</summary>
    public CharacterTokenizer Tokenizer { get; } = tokenizer;

    /// <summary>Where the tensors are.</summary>
    public Device Device { get; } = device;

    /// <summary>Completion positions whose logits preference training holds at once; 0 for all of a micro-batch.</summary>
    public int LogitsChunkTokens { get; init; }

    /// <summary>The stage under way; <see langword="null"/> outside training stages.</summary>
    public IStageUpdate? Update { get; private set; }

    /// <summary>The policy as it was when the last stage with a reference began; outlives that stage, so that evaluations can tell how far the policy has moved. <see langword="null"/> before.</summary>
    public DecoderTransformer? Reference { get; private set; }

    /// <summary>The frozen reward model of the run's last reward_model stage, the best so far while that lasts; <see langword="null"/> before.</summary>
    public RewardModel? RewardModel { get; private set; }

    /// <summary>Takes over the update of the stage that begins, and lets go of the one before.</summary>
    public void Begin(IStageUpdate? update)
    {
        Update?.Dispose();
        Update = update;
    }

    /// <summary>Makes the policy as it is now the reference.</summary>
    public void RenewReference()
    {
        Reference?.Dispose();
        using var lease = Weights.Read();
        Reference = FrozenCopy.Of(lease.Policy);
    }

    /// <summary>Takes the reference from a file.</summary>
    /// <exception cref="Align.Models.ModelFileException">The file is broken or belongs to another model.</exception>
    public void LoadReference(string path)
    {
        Reference?.Dispose();
        using var lease = Weights.Read();
        Reference = FrozenCopy.Empty(Architecture, lease.Policy.Dtype, Device);
        ModelWeights.Load(Reference, path);
    }

    /// <summary>Makes a frozen reward model the run's.</summary>
    public void KeepRewardModel(RewardModel model)
    {
        RewardModel?.Dispose();
        RewardModel = model;
    }

    /// <summary>Takes the reward model from a file.</summary>
    /// <exception cref="Align.Models.ModelFileException">The file is broken or belongs to another model.</exception>
    public void LoadRewardModel(string path)
    {
        using var lease = Weights.Read();
        var model = new RewardModel(FrozenCopy.Empty(Architecture, lease.Policy.Dtype, Device));
        using var file = SafetensorsFile.Open(path);
        ModelWeights.Load(model.Weights(), [file]);
        KeepRewardModel(model);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Update?.Dispose();
        Reference?.Dispose();
        RewardModel?.Dispose();
        Weights.Dispose();
    }
}
