using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers.Activations;
using Align.Training.Learning;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Weights that nothing trains.</summary>
/// <param name="createRecorder">Makes the recorder that <paramref name="weights"/> reads.</param>
/// <param name="weights">The weights of rows, for the caller's scope.</param>
internal sealed class GivenTokenWeights(
    Func<ActivationRecorder?> createRecorder, Func<PreferenceMicroBatch, ActivationRecorder?, long?, TokenWeightValues> weights) : ITokenWeights
{
    private static readonly ActivationGroup[] s_groups = [ActivationGroup.Mlp, ActivationGroup.Attention, ActivationGroup.Residual, ActivationGroup.Logits];

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups => [];

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [];

    /// <summary>MaPO's: the reference's activations, rescaled over each response.</summary>
    public static GivenTokenWeights OfActivations(ActivationGroup groups) => new(
        () => new ActivationRecorder(groups, keepBlockOutputs: false),
        (micro, reference, _) => new(MaPoMask.Compute([.. s_groups.Select(reference!.UnitMeans)], micro.Batch.CompletionMask), null));

    /// <summary>1 on the tokens that decide, 0 elsewhere.</summary>
    /// <param name="ownKl">Whether divergences have weights of their own: 1 everywhere.</param>
    public static GivenTokenWeights Oracle(bool ownKl) => new(() => null, (micro, _, _) =>
    {
        var slots = SlotMask.Of(micro)!.to(ScalarType.Float32);
        return new(slots, ownKl ? ones_like(slots) : null);
    });

    /// <summary>Uniform in [0, 1); outside training the numbers of step 0.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="ownKl">Whether divergences have weights of their own: other numbers.</param>
    public static GivenTokenWeights Random(long seed, bool ownKl)
    {
        var noise = new MaskNoise(seed);
        return new(() => null, (micro, _, step) => new(Draw(micro, step, 0), ownKl ? Draw(micro, step, 1) : null));

        Tensor Draw(PreferenceMicroBatch micro, long? step, int stream) => noise.Uniform(micro, step ?? 0, stream, layers: 1).squeeze(0);
    }

    /// <inheritdoc/>
    public ActivationRecorder? CreateRecorder() => createRecorder();

    /// <inheritdoc/>
    public TokenWeightValues Of(PreferenceMicroBatch micro, ActivationRecorder? reference, long? trainingStep) => weights(micro, reference, trainingStep);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
