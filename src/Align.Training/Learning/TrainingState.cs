using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>The tensors of a run: the shared weights, the stage's optimizer and, where a KL term needs it, the reference policy.</summary>
/// <remarks>The learner is its only writer; the checkpoint writer reads it while the learner waits.</remarks>
internal sealed class TrainingState(
    SharedWeights weights, TransformerConfig architecture, CharacterTokenizer tokenizer, Device device, Func<DecoderTransformer> createModel) : IDisposable
{
    /// <summary>The policy.</summary>
    public SharedWeights Weights { get; } = weights;

    /// <summary>The sizes of the model.</summary>
    public TransformerConfig Architecture { get; } = architecture;

    /// <summary>Text to tokens and back; part of what the weights mean.</summary>
    public CharacterTokenizer Tokenizer { get; } = tokenizer;

    /// <summary>Where the tensors are.</summary>
    public Device Device { get; } = device;

    /// <summary>The optimizer of the stage under way; <see langword="null"/> outside training stages.</summary>
    public PolicyOptimizer? Optimizer { get; private set; }

    /// <summary>The policy as it was when the stage began; <see langword="null"/> where no KL term needs it.</summary>
    public DecoderTransformer? Reference { get; private set; }

    /// <summary>Makes what a stage trains with: a fresh optimizer, and a copy of the policy where the stage has a KL term.</summary>
    public void Begin(StageConfig stage)
    {
        Optimizer?.Dispose();
        Reference?.Dispose();
        using var lease = Weights.Read();
        Optimizer = stage switch
        {
            SftStageConfig sft => CreateOptimizer(lease.Policy, sft.Optimizer, sft.MaxSteps),
            GrpoStageConfig grpo => CreateOptimizer(lease.Policy, grpo.Optimizer, (long)grpo.MaxSteps * grpo.UpdatesPerStep),
            _ => null,
        };
        Reference = stage is GrpoStageConfig { Beta: > 0 } ? CopyOf(lease.Policy) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer?.Dispose();
        Reference?.Dispose();
        Weights.Dispose();
    }

    private static PolicyOptimizer CreateOptimizer(DecoderTransformer policy, OptimizerConfig config, long totalSteps) =>
        new([.. policy.parameters()], config, totalSteps);

    private DecoderTransformer CopyOf(DecoderTransformer policy)
    {
        var copy = createModel();
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var source = policy.state_dict();
        foreach (var (name, target) in copy.state_dict())
        {
            target.copy_(source[name]);
        }
        foreach (var parameter in copy.parameters())
        {
            parameter.requires_grad_(false);
        }
        return copy;
    }
}
