using Align.Envs.Arithmetic;
using Align.Training.Configuration;

namespace Align.Tests.Training.Configuration;

public sealed class OverrideTests
{
    [Fact]
    public void An_assignment_replaces_a_value_in_a_list_item()
    {
        var config = ConfigurationFixture.Load(ConfigurationFixture.Legal, "stages.1.learning_rate=2e-5", "seed=7");

        Assert.Equal(2e-5, Assert.IsType<GrpoStageConfig>(config.Stages[1]).Optimizer.LearningRate);
        Assert.Equal(7, config.Seed);
    }

    [Fact]
    public void An_assignment_creates_the_mappings_on_its_way() =>
        Assert.Equal(64, ConfigurationFixture.Load(ConfigurationFixture.Legal, "model.overrides.hidden_size=64").Model.Overrides.HiddenSize);

    [Fact]
    public void An_assignment_may_give_a_list_or_a_mapping()
    {
        var config = ConfigurationFixture.Load(ConfigurationFixture.Legal, "environment.operations=[add, sub]", "runtime={threads: 3}");

        Assert.Equal([ArithmeticOperation.Add, ArithmeticOperation.Sub], Assert.IsType<ArithmeticOptions>(config.Environment.Options).Operations);
        Assert.Equal(3, config.Runtime.Threads);
    }

    [Fact]
    public void The_last_assignment_wins() =>
        Assert.Equal(2, ConfigurationFixture.Load(ConfigurationFixture.Legal, "seed=1", "seed=2").Seed);

    [Theory]
    [InlineData("stages.1.learning_rate=7", "--set: stages.1.learning_rate: 7 is out of range; allowed: above 0, up to 1")]
    [InlineData("stages.3.name=x", "--set: stages.3.name: '3' is no index of the list; allowed: 0..2")]
    [InlineData("stages.x=1", "--set: stages.x: 'x' is no index of the list; allowed: 0..2")]
    [InlineData("sede=3", "--set: sede: unknown key; did you mean 'seed'?")]
    [InlineData("name.first=x", "--set: name.first: 'name' is 'sums' and has no key 'first'")]
    [InlineData("seed", "--set: 'seed' assigns nothing; allowed: key=value, such as stages.1.learning_rate=3e-4")]
    [InlineData("=3", "--set: '=3' assigns nothing")]
    [InlineData("seed=[1", "--set: not valid YAML")]
    [InlineData("seed=", "--set: seed: has no value")]
    [InlineData("stages.1.max_steps=0", "--set: stages.1.max_steps: 0 is out of range; allowed: 1..10000000")]
    public void A_broken_assignment_is_reported_as_one(string assignment, string report) =>
        Assert.Contains(
            ConfigurationFixture.ProblemsOf(ConfigurationFixture.Legal, assignment),
            problem => problem.StartsWith(report, StringComparison.Ordinal));
}
