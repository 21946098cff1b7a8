using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers.Activations;
using Align.Training.Learning;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Weights that nothing trains, one mask for log-ratios and KLs.</summary>
/// <param name="createRecorder">Makes the recorder that <paramref name="weights"/> reads.</param>
/// <param name="weights">The weights [N, T] of rows, for the caller's scope.</param>
internal sealed class GivenTokenWeights(
    Func<ActivationRecorder?> createRecorder, Func<PreferenceMicroBatch, ActivationRecorder?, long?, Tensor> weights) : ITokenWeights
{
    private static readonly ActivationGroup[] s_groups = [ActivationGroup.Mlp, ActivationGroup.Attention, ActivationGroup.Residual, ActivationGroup.Logits];

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups => [];

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [];

    /// <summary>MaPO's: the reference's activations, rescaled over each response.</summary>
    public static GivenTokenWeights OfActivations(ActivationGroup groups) => new(
        () => new ActivationRecorder(groups, keepBlockOutputs: false),
        (micro, reference, _) => MaPoMask.Compute(
            [.. s_groups.Select(reference!.UnitMeans)],
            micro.Batch.CompletionMask));

    /// <summary>1 on the tokens that decide, 0 elsewhere.</summary>
    public static GivenTokenWeights Oracle() => new(() => null, (micro, _, _) => SlotMask.Of(micro)!.to(ScalarType.Float32));

    /// <summary>Uniform in [0, 1); outside training the numbers of step 0.</summary>
    public static GivenTokenWeights Random(long seed)
    {
        var noise = new MaskNoise(seed);
        return new(() => null, (micro, _, step) => noise.Uniform(micro, step ?? 0, stream: 0, layers: 1).squeeze(0));
    }

    /// <inheritdoc/>
    public ActivationRecorder? CreateRecorder() => createRecorder();

    /// <inheritdoc/>
    public TokenWeightValues Of(PreferenceMicroBatch micro, ActivationRecorder? reference, long? trainingStep) => new(weights(micro, reference, trainingStep), null);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
