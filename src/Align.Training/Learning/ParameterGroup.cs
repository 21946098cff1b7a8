using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>Parameters that one optimizer treats alike.</summary>
/// <param name="Parameters">In the order in which their moments are saved.</param>
internal sealed record ParameterGroup(IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Factor of the scheduled learning rate: a rate of its own is that rate by <c>learning_rate</c>.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>Decoupled weight decay of the group.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The groups of a module: weight decay pulls at matrices only, not at the gains of norms and not at biases.</summary>
    /// <remarks>Decaying a gain or a bias towards 0 regularizes nothing that is meant (Loshchilov and Hutter 2017 leave it open; GPT-2's and later recipes exclude both).</remarks>
    public static IReadOnlyList<ParameterGroup> Of(nn.Module module, OptimizerConfig config)
    {
        IReadOnlyList<Parameter> all = [.. module.parameters().Where(parameter => parameter.requires_grad)];
        return config.WeightDecay == 0
            ? [new(all)]
            :
            [
                new([.. all.Where(parameter => parameter.dim() >= 2)]) { WeightDecay = config.WeightDecay },
                new([.. all.Where(parameter => parameter.dim() < 2)]),
            ];
    }
}
