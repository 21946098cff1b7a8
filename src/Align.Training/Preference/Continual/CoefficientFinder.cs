using Align.Algorithms.PreferenceLosses;
using Align.Models.Adapters;
using Align.Training.Configuration;

namespace Align.Training.Preference.Continual;

/// <summary>Finds the coefficients of a combination of adapters: those with the least DPO loss, summed over the domains' memories.</summary>
/// <remarks>The adapters stay as they are. Of equal losses the first one met counts.</remarks>
internal sealed class CoefficientFinder(ContinualPreferenceStageConfig config)
{
    /// <summary>The coefficients of the adapters, and their loss.</summary>
    /// <param name="adapters">One a domain.</param>
    /// <param name="memories">Of the same domains.</param>
    public (double[] Coefficients, double Loss) Find(IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<PairScores> memories)
    {
        using var mixture = new LoraMixture(adapters);
        if (adapters.Count == 1)
        {
            return ([1], LossOf(mixture, adapters[0], memories, [1]));
        }
        var found = config.Coefficients == CoefficientSearch.Simplex ? OnSimplex(mixture, adapters, memories) : Free(mixture, adapters, memories);
        return (found, LossOf(mixture, adapters[0], memories, found));
    }

    private double[] OnSimplex(LoraMixture mixture, IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<PairScores> memories) =>
        CombinationCoefficients.Simplex(adapters.Count, config.GridStepOf(adapters.Count)).MinBy(point => LossOf(mixture, adapters[0], memories, point))!;

    private double[] Free(LoraMixture mixture, IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<PairScores> memories)
    {
        using var scope = NewDisposeScope();
        var start = Enumerable.Repeat(1.0 / adapters.Count, adapters.Count).ToArray();
        using var coefficients = new Parameter(Like(adapters[0], start).DetachFromDisposeScope());
        using var adam = optim.AdamW([coefficients], config.CoefficientLearningRate, weight_decay: 0);
        for (var step = 0; step < config.CoefficientSteps; step++)
        {
            using var inner = NewDisposeScope();
            adam.zero_grad();
            foreach (var memory in memories)
            {
                memory.Loss(config.Beta, policy => mixture.Use(policy, coefficients), backward: true);
            }
            if (config.CoefficientPull > 0)
            {
                ((coefficients - 1).square().sum() * config.CoefficientPull).backward();
            }
            adam.step();
            using var _ = no_grad();
            coefficients.copy_(Like(adapters[0], CombinationCoefficients.Within(Values(coefficients), config.MaxCoefficientSum)));
        }
        return Values(coefficients);
    }

    private double LossOf(LoraMixture mixture, LoraAdapter one, IReadOnlyList<PairScores> memories, double[] coefficients)
    {
        using var scope = NewDisposeScope();
        var values = Like(one, coefficients);
        return memories.Sum(memory => memory.Loss(config.Beta, policy => mixture.Use(policy, values), backward: false));
    }

    private static Tensor Like(LoraAdapter adapter, double[] values) => tensor(values).to(adapter.Parameters[0].dtype).to(adapter.Parameters[0].device);

    private static double[] Values(Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        return coefficients.detach().to(ScalarType.Float64).cpu().data<double>().ToArray();
    }
}
