using Align.Cli.Composition;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;
using Align.Training.Metrics;
using Align.Training.Supervision;
using Align.Training.Verification;

namespace Align.Tests.Cli;

/// <summary>Every pair of names among selectors, allocators, advantage estimators, token weights and policy losses: it runs on a tiny model, or a plan refuses it with the reason.</summary>
public sealed class CombinationTests : IDisposable
{
    private static readonly ComponentCatalog s_catalog = CompositionRoot.Create().Catalog;

    private static readonly IReadOnlyList<IReadOnlyList<string>> s_factors =
    [
        Names("selector", s_catalog.Selectors),
        Names("allocator", s_catalog.Allocators),
        Names("advantage", s_catalog.Advantages),
        Names("token_weights", s_catalog.TokenWeights),
        Names("policy_loss", s_catalog.PolicyLosses),
    ];

    // A pair that makes no sense, and words of the reason.
    private static readonly Dictionary<(string, string), string> s_refused = new()
    {
        [("allocator:dars", "advantage:remax")] = "remax compares with no group",
        [("allocator:dars", "advantage:reinforce_plus_plus")] = "reinforce_plus_plus compares with no group",
        [("allocator:dars", "advantage:grpo_passk")] = "grpo_passk gives one to the best of a group alone",
        [("selector:dynamic", "advantage:remax")] = "under remax, which compares with no group, they do teach",
        [("selector:dynamic", "advantage:reinforce_plus_plus")] = "under reinforce_plus_plus, which compares with no group, they do teach",
        [("token_weights:steer", "policy_loss:gmpo")] = "gmpo has one loss for a whole completion",
    };

    private readonly string _root = Directory.CreateTempSubdirectory("align-combinations-").FullName;

    public static TheoryData<string> Cases =>
        [.. PairwiseCases.Of(s_factors, (first, second) => !s_refused.ContainsKey((first, second)) && !s_refused.ContainsKey((second, first))).Select(names => string.Join(" ", names))];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Every_pair_is_accepted_or_refused_with_its_reason()
    {
        foreach (var pair in PairwiseCases.Pairs(s_factors))
        {
            var problems = ProblemsOf([pair.First, pair.Second]);
            if (s_refused.TryGetValue(pair, out var reason))
            {
                Assert.Contains(reason, Assert.Single(problems), StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal([], problems);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_combination_that_a_plan_accepts_runs(string names)
    {
        var config = Load(names.Split(' '));
        var directory = new RunDirectory(Path.Combine(_root, "run"));
        var components = new RunComponents(s_catalog.CreateEnvironment(config.Environment), [new WeightedReward(new TokenSum(), 1)]);
        var report = await new RunLauncher(config, components, directory, new Silence(), TimeProvider.System).RunAsync(CancellationToken.None);
        Assert.NotNull(report);
        var lines = MetricsFile.Read(directory.MetricsFile).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.All(lines.SelectMany(line => line.Values), metric => Assert.True(double.IsFinite(metric.Value), metric.Key));
        Assert.Contains(lines.SelectMany(line => line.Values), metric => metric is { Key: "optimizer_steps", Value: > 0 });
    }

    private static IReadOnlyList<string> Names(string key, IEnumerable<INamedComponent> components) => [.. components.Select(component => $"{key}:{component.Name}")];

    private static string[] ProblemsOf(string[] names)
    {
        try
        {
            Load(names);
            return [];
        }
        catch (ConfigurationException refusal)
        {
            return [.. refusal.Problems.Select(problem => problem.ToString())];
        }
    }

    private static RunConfig Load(string[] names)
    {
        var parts = names.Select(name => name.Split(':')).Select(part => $"    {part[0]}: {{ name: {part[1]}{Options(part[1])} }}\n");
        return new RunConfigLoader(s_catalog).LoadText($$"""
            name: combination
            seed: 3
            model:
              overrides: { hidden_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 32, max_position_embeddings: 32 }
            environment: { name: arithmetic, min_digits: 1, max_digits: 1 }
            rewards: [ { name: exact_match } ]
            runtime: { threads: 1, rollout_batch_size: 16 }
            stages:
              - type: grpo
                max_steps: 2
                per_step_prompts: 6
                num_generations: 4
                max_completion_length: 3
                micro_batch_size: 7
                num_iterations: 2
                steps_per_generation: 2
                learning_rate: 0.01
            {{string.Concat(parts)}}
            """, "combination.yaml", []);
    }

    private static string Options(string name) => name switch
    {
        "dynamic" => ", max_refills: 1",
        "dars" => ", n_max: 8",
        "clip_cov" => ", cov_low: -1, cov_ratio: 0.1",
        "kl_cov" => ", cov_ratio: 0.1",
        _ => "",
    };

    private sealed class TokenSum : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Sum() % 2));
    }

    private sealed class Silence : IRunObserver
    {
        public void OnEvent(RunEvent runEvent)
        {
        }
    }
}
