using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Tests.Training.Learning;

public sealed class ParameterGroupTests
{
    [Fact]
    public void Weight_decay_pulls_at_matrices_alone()
    {
        using var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", 16), seed: 3);
        var config = new OptimizerConfig { LearningRate = 0.1, WeightDecay = 0.5 };
        using var optimizer = new PolicyOptimizer(ParameterGroup.Of(policy, config), config, totalSteps: 10);
        using var scope = NewDisposeScope();
        var before = policy.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.detach().clone());
        optimizer.ZeroGrad();
        foreach (var parameter in policy.parameters())
        {
            (parameter.sum() * 0).backward();
        }
        Assert.True(optimizer.Step(0.5, new StepMetrics()));
        foreach (var (name, parameter) in policy.named_parameters())
        {
            // Without a gradient a step is decay alone: θ·(1 − 0.1·0.5).
            var expected = parameter.dim() >= 2 ? before[name] * 0.95 : before[name];
            Assert.True(parameter.detach().allclose(expected), name);
        }
    }

    [Fact]
    public void A_group_can_have_a_rate_of_its_own()
    {
        using var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", 16), seed: 3);
        Parameter[] parameters = [.. policy.parameters()];
        var config = new OptimizerConfig { LearningRate = 0.1, MaxGradNorm = 1e9 };
        using var optimizer = new PolicyOptimizer([new(parameters[..1]), new(parameters[1..]) { RateFactor = 0.01 }], config, totalSteps: 10);
        using var scope = NewDisposeScope();
        var before = Array.ConvertAll(parameters, parameter => parameter.detach().clone());
        optimizer.ZeroGrad();
        foreach (var parameter in parameters)
        {
            parameter.sum().backward();
        }
        Assert.True(optimizer.Step(0.5, new StepMetrics()));
        // Adam's first step is the rate times the gradient's sign.
        Assert.Equal(0.1, (before[0] - parameters[0].detach()).mean().item<float>(), 1e-5);
        Assert.Equal(0.001, (before[1] - parameters[1].detach()).mean().item<float>(), 1e-5);
    }
}
