using Align.Core;
using Align.Models.TokenMasks;
using Align.Models.Transformers.Activations;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Makes the token weights that a stage asks for.</summary>
internal static class TokenWeightsFactory
{
    private const double DefaultRateFactor = 0.05;

    /// <summary>The weights of a stage, as at its start; <see langword="null"/> where every token weighs 1.</summary>
    /// <param name="state">The policy's shape and place.</param>
    /// <param name="config">The stage.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage's place in the run, which keys the modules' first parameters.</param>
    public static ITokenWeights? Create(TrainingState state, PreferenceStageConfig config, long seed, int stage) => config.TokenMasks switch
    {
        null or { Module: TokenMaskModule.Activations, Activations: MaskActivations.Uniform } => null,
        { Module: TokenMaskModule.Activations } masks => GivenTokenWeights.OfActivations(GroupsOf(masks.Activations)),
        { Module: TokenMaskModule.Oracle } => GivenTokenWeights.Oracle(HasOwnKl(config)),
        { Module: TokenMaskModule.Random } => GivenTokenWeights.Random(seed, HasOwnKl(config)),
        { } masks => Learned(state, config, masks, seed, stage),
    };

    /// <summary>Refuses pairs that do not say which tokens decide, where the stage weighs those alone.</summary>
    /// <exception cref="DataFileException">One does not.</exception>
    public static void RequireSlots(PreferenceStageConfig config, PreferenceData data, string source)
    {
        if (config.TokenMasks is { Module: TokenMaskModule.Oracle }
            && data.Train.FirstOrDefault(example => example.ChosenSlots.IsDefault || example.RejectedSlots.IsDefault) is { } example)
        {
            throw new DataFileException(source, null, $"does not say which tokens of pair {example.Index} decide, and token_masks.module is oracle", "use an environment that does (slots), or another module");
        }
    }

    private static LearnedTokenWeights Learned(TrainingState state, PreferenceStageConfig config, TokenMaskConfig masks, long seed, int stage)
    {
        var count = HasOwnKl(config) ? 2 : 1;
        var modules = Enumerable.Range(0, count).Select(index => new TokenMask(
            ArchitectureOf(masks.Module),
            state.Architecture.NumHiddenLayers,
            state.Architecture.HiddenSize,
            masks.MixerInit,
            RandomStream.Create(seed, RandomPurpose.Initialization, step: 1 + stage, sampleIndex: index)).to(state.Device));
        var rateFactor = masks.MaskLearningRate / config.Optimizer.LearningRate ?? DefaultRateFactor;
        var options = new LearnedTokenWeightsOptions(state.Architecture.RmsNormEps, masks.MaskDropout, masks.Clamp, rateFactor, masks.MaskWeightDecay);
        return new LearnedTokenWeights([.. modules], options, seed);
    }

    private static bool HasOwnKl(PreferenceStageConfig config) => config.Losses.Any(loss => loss.Loss.Traits.ReadsKlWeights);

    private static TokenMaskArchitecture ArchitectureOf(TokenMaskModule module) => module switch
    {
        TokenMaskModule.SimpleAll => TokenMaskArchitecture.SimpleAll,
        TokenMaskModule.SimpleLast => TokenMaskArchitecture.SimpleLast,
        TokenMaskModule.MlAll => TokenMaskArchitecture.MlAll,
        TokenMaskModule.MlLast => TokenMaskArchitecture.MlLast,
        _ => throw new ArgumentOutOfRangeException(nameof(module), module, "Not a module with parameters."),
    };

    private static ActivationGroup GroupsOf(MaskActivations activations) => activations switch
    {
        MaskActivations.All => ActivationGroup.All,
        MaskActivations.Mlp => ActivationGroup.Mlp,
        MaskActivations.Attn => ActivationGroup.Attention,
        MaskActivations.Resid => ActivationGroup.Residual,
        MaskActivations.Logits => ActivationGroup.Logits,
        _ => throw new ArgumentOutOfRangeException(nameof(activations), activations, "Not a group of activations."),
    };
}
