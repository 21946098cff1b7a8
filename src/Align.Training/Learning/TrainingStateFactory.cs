using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>Makes the model of a run: from the seed, or from the weights that the configuration names.</summary>
internal static class TrainingStateFactory
{
    /// <summary>The state of a run that has not begun.</summary>
    public static TrainingState Create(RunConfig config, IEnvironment environment)
    {
        set_num_threads(config.Runtime.Threads);
        var tokenizer = ModelTokenizer.Resolve(config, environment);
        var architecture = ModelArchitecture.Resolve(config.Model, tokenizer.VocabularySize);
        var device = torch.device(config.Runtime.Device == RuntimeDevice.Cuda ? "cuda" : "cpu");
        return new TrainingState(new SharedWeights(Create(config, architecture).to(device), 0), architecture, tokenizer, device)
        {
            LogitsChunkTokens = config.Runtime.LogitsChunkTokens,
        };
    }

    private static DecoderTransformer Create(RunConfig config, TransformerConfig architecture) => config.Model.Path is { } path
        ? PretrainedModel.Load(path, DtypeOf(config.Model))
        : TransformerInitialization.Create(architecture, config.Seed, DtypeOf(config.Model));

    /// <summary>The type of a configured model's weights.</summary>
    public static ScalarType DtypeOf(ModelConfig model) => model.Dtype switch
    {
        ModelDtype.Float32 => ScalarType.Float32,
        ModelDtype.Bfloat16 => ScalarType.BFloat16,
        ModelDtype.Float64 => ScalarType.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Dtype, "Not a dtype."),
    };
}
