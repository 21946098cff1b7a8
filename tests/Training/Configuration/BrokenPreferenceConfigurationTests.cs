using Align.Algorithms.PreferenceLosses;
using Align.Envs.Sentiment;
using Align.Rewards.ExactMatch;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;

namespace Align.Tests.Training.Configuration;

/// <summary>Adapters, online and continual stages that contradict themselves.</summary>
public sealed class BrokenPreferenceConfigurationTests
{
    private const string Legal = """
        name: chase
        environment: { name: sentiment, domain: a }
        rewards:
          - name: exact_match
        stages:
          - type: online_preference
            max_steps: 5
            losses: [{ name: dpo }]
            lora: { r: 4 }
            ofs: { alpha: 0.5 }
            max_completion_length: 8
          - type: continual_preference
            steps_per_domain: 5
            domains:
              - name: first
                environment: { name: sentiment, domain: d }
              - name: second
                environment: { name: sentiment, domain: e }
            tuning_domains:
              - name: tuned
                environment: { name: sentiment, domain: a }
        """;

    private const string Steps = "steps_per_domain: 5";

    private const string TuningDomains = "    tuning_domains:\n      - name: tuned\n        environment: { name: sentiment, domain: a }";

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "lora: { r: 4 }", "drop_ties: false", "stages.0.ofs: OFS-DPO trains two adapters over the frozen policy, and lora is missing; add lora: {}" },
        { "losses: [{ name: dpo }]", "losses: [{ name: ipo }]", "stages.0.ofs: OFS-DPO is made of DPO losses alone; set losses to one dpo of weight 1, whose beta counts" },
        { "losses: [{ name: dpo }]", "losses: [{ name: dpo, weight: 2 }]", "OFS-DPO is made of DPO losses alone" },
        { "losses: [{ name: dpo }]", "losses: [{ name: madpo }]", "stages.0.losses: 'madpo' reads the margins of a reward model" },
        { "losses: [{ name: dpo }]", "losses: madpo", "stages.0.losses: expected a list, found 'madpo'; write losses: [{ name: madpo }]" },
        { "domains:\n      - name: first\n        environment: { name: sentiment, domain: d }\n      - name: second\n        environment: { name: sentiment, domain: e }", "domains: d", "stages.1.domains: expected a list, found 'd'; begin each item with '- '" },
        { "lora: { r: 4 }", "lora: { target_modules: q_proj }", "stages.0.lora.target_modules: expected a list, found 'q_proj'; write [q_proj]" },
        { "lora: { r: 4 }", "lora: { r: 0 }", "stages.0.lora.r: 0 is out of range; allowed: 1..65536" },
        { "lora: { r: 4 }", "lora: { lora_dropout: 1 }", "stages.0.lora.lora_dropout: 1 is out of range" },
        { "lora: { r: 4 }", "lora: { rank: 4 }", "stages.0.lora.rank: unknown key" },
        { "lora: { r: 4 }", "lora: { target_modules: [head] }", "stages.0.lora.target_modules: 'head' is no projection of a block; choose among q_proj, k_proj" },
        { "lora: { r: 4 }", "lora: { target_modules: [q_proj, q_proj] }", "stages.0.lora.target_modules: a projection stands twice; keep one" },
        { "alpha: 0.5", "alpha: 1.5", "stages.0.ofs.alpha: 1.5 is out of range; allowed: 0..1" },
        { "alpha: 0.5", "swap_window: 0", "stages.0.ofs.swap_window: 0 is out of range" },
        { "alpha: 0.5", "slow_learning_rate_ratio: 0", "stages.0.ofs.slow_learning_rate_ratio: 0 is out of range; allowed: above 0, up to 1" },
        { "max_completion_length: 8", "temperature: 0", "stages.0.temperature: temperature 0 samples one completion again and again, and a pair needs two" },
        { "max_completion_length: 8", "steps_per_generation: 33", "stages.0.steps_per_generation: 33 optimizer steps cannot share 32 pairs" },
        { "max_completion_length: 8", "source: pairs\n    num_generations: 4", "stages.0.num_generations: 4 has no effect on recorded pairs, for which nothing is sampled or judged; remove the key, or set source: rollouts" },
        { "max_completion_length: 8", "source: pairs\n    drop_ties: true", "stages.0.drop_ties: true has no effect on recorded pairs" },
        { "max_completion_length: 8", "source: pairs\n    missing_eos_penalty: 1.5", "stages.0.missing_eos_penalty: 1.5 has no effect on recorded pairs" },
        { "max_completion_length: 8", "source: pairs\n    top_k: 3", "stages.0.top_k: 3 has no effect on recorded pairs" },
        { "max_completion_length: 8", "num_pairs: 20", "stages.0.num_pairs: 20 has no effect on pairs that are sampled; remove the key, or set source: pairs" },
        { "max_completion_length: 8", "data: pairs.jsonl", "pairs.jsonl has no effect on pairs that are sampled" },
        { "max_completion_length: 8", "num_generations: 1", "stages.0.num_generations: 1 is out of range; allowed: 2..65536" },
        { "rewards:\n  - name: exact_match\n", "", "rewards: missing, and a stage of type online_preference has nothing to judge completions by" },
        { "- name: second", "- name: first", "stages.1.domains: two domains have one name; give each its own" },
        { "- name: tuned", "- name: first", "stages.1.tuning_domains: 'first' is domain 'first': what is tuned on a domain must not be reported on it" },
        { "- name: tuned\n        environment: { name: sentiment, domain: a }", "- name: tuned\n        environment: { name: sentiment, domain: d }", "stages.1.tuning_domains: 'tuned' is domain 'first': what is tuned on a domain must not be reported on it" },
        { "- name: second\n        environment: { name: sentiment, domain: e }", "- name: second", "a domain has either an environment or data; give one of the two" },
        { "domain: e }", "domain: e, test_size: 100 }", "prompts for reports, and memory_pairs with held_out_pairs or reward_prompts ask for 192" },
        { "domain: e }", "domain: z }", "stages.1.domains.1.environment.domain: 'z' is not among its values" },
        { "steps_per_domain: 5", "steps_per_domain: 5\n    coefficients: grid", "stages.1.coefficients: 'grid' is not among its values; allowed: simplex, free" },
        { "steps_per_domain: 5", "steps_per_domain: 5\n    grid_step: 0", "stages.1.grid_step: 0 is out of range" },
        { Steps, Steps + "\n    method: dpo\n    start: independent", "stages.1.start: independent has no effect with method dpo, which combines no adapters; remove the key, or set method: cofs" },
        { Steps, Steps + "\n    method: dpo\n    coefficients: simplex", "stages.1.coefficients: simplex has no effect with method dpo" },
        { Steps, Steps + "\n    method: dpo\n    memory_pairs: 32", "stages.1.memory_pairs: 32 has no effect with method dpo" },
        { Steps, Steps + "\n    method: dpo\n    ofs: { alpha: 0.25, swap_window: 7 }", "stages.1.ofs: alpha: 0.25, swap_window: 7 has no effect with method dpo, which trains one adapter; remove the key, or set method to ofs or cofs" },
        { Steps, Steps + "\n    method: ofs\n    max_coefficient_sum: 2", "stages.1.max_coefficient_sum: 2 has no effect with method ofs" },
        { Steps, Steps + "\n    grid_step: 0.1", "stages.1.grid_step: 0.1 has no effect on free coefficients; remove the key, or set coefficients: simplex" },
        { Steps + "\n    domains:", Steps + "\n    coefficients: simplex\n    grid_step: 0.001\n    domains:\n      - { name: third, data: x.jsonl }", "stages.1.grid_step: 5.02e5 points over 3 domains, each to be tried on every memory; allowed: 100,000; take a larger step, or coefficients: free" },
        { Steps, Steps + "\n    coefficients: simplex\n    coefficient_steps: 7", "stages.1.coefficient_steps: 7 has no effect on coefficients of a simplex; remove the key, or set coefficients: free" },
        { Steps, Steps + "\n    temperature: 0.5", "stages.1.temperature: 0.5 has no effect where no answers are sampled; remove the key, or set reward_prompts above 0" },
        { "environment: { name: sentiment, domain: e }", "environment: { name: sentiment, domain: d }", "stages.1.domains: 'second' has the environment and options of 'first', so that both are one domain; change one of them, or remove it" },
        { TuningDomains, "", "stages.1.tuning_domains: missing, and the stage searches coefficients" },
        { TuningDomains, "    tuning_domains: nothing", "stages.1.tuning_domains: expected a list" },
        { "domains:\n      - name: first\n        environment: { name: sentiment, domain: d }\n      - name: second\n        environment: { name: sentiment, domain: e }", "domains: []", "stages.1.domains: an empty list is out of range; allowed: not empty" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_with_its_place_and_remedy(string legal, string broken, string report)
    {
        Assert.Contains(legal, Legal, StringComparison.Ordinal);

        var problems = ProblemsOf(Legal.Replace(legal, broken, StringComparison.Ordinal));

        Assert.Contains(problems, problem => problem.Contains(report, StringComparison.Ordinal));
    }

    [Fact]
    public void The_document_itself_is_legal_and_survives_being_written()
    {
        var config = Loader().LoadText(Legal, "run.yaml");

        Assert.Equal(config, Loader().LoadText(RunConfigWriter.Write(config), "again.yaml"));
    }

    [Fact]
    public void No_tuning_domains_are_said_in_a_word_and_survive_being_written()
    {
        var config = Loader().LoadText(Legal.Replace(TuningDomains, "    tuning_domains: none", StringComparison.Ordinal), "run.yaml");

        Assert.Empty(Assert.IsType<ContinualPreferenceStageConfig>(config.Stages[1]).TuningDomains!);
        Assert.Equal(config, Loader().LoadText(RunConfigWriter.Write(config), "again.yaml"));
    }

    [Theory]
    [InlineData("method: dpo")]
    [InlineData("method: ofs\n    ofs: { alpha: 0.25 }")]
    [InlineData("tuning_domains: none\n    coefficients: simplex\n    grid_step: 0.1\n    memory_pairs: 32\n    start: independent")]
    [InlineData("tuning_domains: none\n    coefficient_pull: 0.1")]
    public void What_a_method_reads_is_legal_and_methods_that_search_nothing_need_no_tuning_domains(string keys)
    {
        var config = Loader().LoadText(Legal.Replace(TuningDomains, "    " + keys, StringComparison.Ordinal), "run.yaml");

        Assert.Equal(config, Loader().LoadText(RunConfigWriter.Write(config), "again.yaml"));
    }

    private static List<string> ProblemsOf(string yaml) =>
        [.. Assert.Throws<ConfigurationException>(() => Loader().LoadText(yaml, "run.yaml")).Problems.Select(problem => problem.ToString())];

    private static RunConfigLoader Loader() => new(new ComponentCatalog
    {
        Environments = [Component.Environment<SentimentOptions>("sentiment", "texts", options => new SentimentEnvironment(options))],
        Rewards = [Component.Reward<ExactMatchOptions>("exact_match", "exact", options => new ExactMatchReward(options))],
        PreferenceLosses = [Component.PreferenceLoss<DpoLoss>("dpo", "dpo", "x"), Component.PreferenceLoss<IpoLoss>("ipo", "ipo", "x"), Component.PreferenceLoss<MadpoLoss>("madpo", "madpo", "x")],
    });
}
