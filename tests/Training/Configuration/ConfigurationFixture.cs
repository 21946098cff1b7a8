using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.SupervisedLosses;
using Align.Algorithms.TokenWeights;
using Align.Envs.Arithmetic;
using Align.Rewards.ExactMatch;
using Align.Tests.Training.Learning;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;

namespace Align.Tests.Training.Configuration;

/// <summary>A catalog and a legal document to start from.</summary>
internal static class ConfigurationFixture
{
    public const string Source = "run.yaml";

    public const string Legal = """
        name: sums
        environment:
          name: arithmetic
          operations: [add]
        rewards:
          - name: exact_match
            weight: 1.0
        stages:
          - type: sft
            max_steps: 10
          - type: grpo
            max_steps: 5
            per_step_prompts: 8
            num_generations: 4
            max_completion_length: 5
          - type: evaluate
            num_prompts: 16
            max_completion_length: 5
        """;

    public static ComponentCatalog Catalog { get; } = new()
    {
        Environments = [Component.Environment<ArithmeticOptions>("arithmetic", "sums", options => new ArithmeticEnvironment(options))],
        PolicyLosses = [Component.PolicyLoss<ClippedPolicyLoss>("clip", "PPO's clip", "arXiv:1707.06347"), Component.PolicyLoss<GspoLoss>("gspo", "by sequences", "arXiv:2507.18071"), Component.PolicyLoss<GmpoLoss>("gmpo", "geometric", "arXiv:2507.20673")],
        SupervisedLosses = [Component.SupervisedLoss<SftLoss>("sft", "cross-entropy", "arXiv:2203.02155")],
        Advantages = [Component.Advantage<GrpoAdvantage>("grpo", "against the group", "arXiv:2402.03300"), Component.Advantage<RemaxAdvantage>("remax", "against greedy", "arXiv:2310.10505"), Component.Advantage<GpgAdvantage>("gpg", "by success", "arXiv:2504.02546")],
        Selectors = [Component.PromptSelector<UniformSelector>("uniform", "all alike", null), Component.PromptSelector<DynamicSelector>("dynamic", "those that differ", "arXiv:2503.14476"), Component.PromptSelector<PickySelector>("picky", "needs 100 prompts", null)],
        Allocators = [Component.RolloutAllocator<FixedAllocator>("fixed", "all alike", null), Component.RolloutAllocator<TopUpAllocator>("top_up", "more for failures", null)],
        TokenWeights = [Component.TokenWeighting<NoTokenWeights>("none", "all alike", null), Component.TokenWeighting<SurpriseWeights>("by_entropy", "more for surprises", null)],
        Rewards = [Component.Reward<ExactMatchOptions>("exact_match", "equality", options => new ExactMatchReward(options))],
    };

    public static RunConfig Load(string yaml, params string[] assignments) =>
        new RunConfigLoader(Catalog).LoadText(yaml, Source, assignments);

    public static IReadOnlyList<string> ProblemsOf(string yaml, params string[] assignments) =>
        [.. Assert.Throws<ConfigurationException>(() => Load(yaml, assignments)).Problems.Select(problem => problem.ToString())];
}
