using Align.Core;
using Align.Training.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Configuration;

public sealed class BrokenConfigurationTests
{
    /// <summary>What to replace in the legal document, by what, and the report that must come of it.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        // Unknown keys, with the nearest valid one.
        { "name: sums", "name: sums\nsede: 3", "run.yaml:2: sede: unknown key; did you mean 'seed'?" },
        { "max_steps: 10", "max_steps: 10\n    learning-rate: 1e-3", "run.yaml:11: stages.0.learning-rate: unknown key; did you mean 'learning_rate'?" },
        { "max_steps: 5", "max_steps: 5\n    lr: 1e-3", "run.yaml:13: stages.1.lr: unknown key; did you mean 'learning_rate'?" },
        { "max_steps: 5", "max_steps: 5\n    kl_coef: 0.1", "run.yaml:13: stages.1.kl_coef: unknown key; did you mean 'beta'?" },
        { "operations: [add]", "opertions: [add]", "run.yaml:4: environment.opertions: unknown key; did you mean 'operations'?" },
        { "weight: 1.0", "zzzzzz: 1.0", "run.yaml:7: rewards.0.zzzzzz: unknown key; allowed: name, weight, isolation, limits, gate, gate_threshold, trim, ignore_case" },
        // Wrong types.
        { "max_steps: 10", "max_steps: ten", "run.yaml:10: stages.0.max_steps: expected a whole number, found 'ten'; allowed: 1..10000000" },
        { "max_steps: 10", "max_steps: 10.5", "write it without decimal point or exponent" },
        { "max_steps: 10", "max_steps: \"10\"", "run.yaml:10: stages.0.max_steps: expected a whole number, found the text \"10\"; allowed: 1..10000000; remove the quotes" },
        { "max_steps: 10", "max_steps: 99999999999999999999", "99999999999999999999 does not fit 32 bits" },
        { "max_steps: 5", "max_steps: 5\n    beta: much", "run.yaml:13: stages.1.beta: expected a number, found 'much'; allowed: 0..1000" },
        { "max_steps: 5", "max_steps: 5\n    beta: NaN", "stages.1.beta: expected a number, found 'NaN'" },
        { "max_steps: 5", "max_steps: 5\n    beta: 1e999", "stages.1.beta: 1e999 is too large" },
        { "max_steps: 5", "max_steps: 5\n    shuffle_rewards: yes", "run.yaml:13: stages.1.shuffle_rewards: expected true or false, found 'yes'; allowed: true, false; write true" },
        { "max_steps: 5", "max_steps: 5\n    loss_type: drgrpo", "run.yaml:13: stages.1.loss_type: 'drgrpo' is not among its values; allowed: grpo, dr_grpo, dapo, bnpo, seq_mean_token_sum, seq_mean_token_sum_norm; did you mean 'dr_grpo'?" },
        { "num_prompts: 16", "num_prompts: 16\n    pass_at_k: 1", "run.yaml:18: stages.2.pass_at_k: expected a list, found '1'; write [1]" },
        { "num_prompts: 16", "num_prompts: 16\n    pass_at_k: [1, x]", "stages.2.pass_at_k.1: expected a whole number, found 'x'" },
        { "operations: [add]", "operations: [add, divide]", "environment.operations.1: 'divide' is not among its values; allowed: add, sub, mul" },
        { "name: sums", "name: sums\nruntime: 3", "run.yaml:2: runtime: expected a mapping of keys, found '3'" },
        { "name: sums", "name: sums\nmodel:\n  dtype: [float32]", "run.yaml:3: model.dtype: expected one of its names, found a list; allowed: float32, bfloat16, float64" },
        // Out of range.
        { "max_steps: 10", "max_steps: 0", "run.yaml:10: stages.0.max_steps: 0 is out of range; allowed: 1..10000000" },
        { "max_steps: 10", "max_steps: 10\n    learning_rate: 0", "run.yaml:11: stages.0.learning_rate: 0 is out of range; allowed: above 0, up to 1" },
        { "num_generations: 4", "num_generations: 1", "run.yaml:14: stages.1.num_generations: 1 is out of range; allowed: 2..65536" },
        { "name: sums", "name: Sums!", "run.yaml:1: name: Sums! is out of range; allowed: lower-case letters, digits, '-' and '_', at most 100 characters" },
        { "name: sums", "name: sums\nseed: -1", "run.yaml:2: seed: -1 is out of range; allowed: 0 or above" },
        { "name: sums", "name: sums\nruntime:\n  rollout_workers: 65", "run.yaml:3: runtime.rollout_workers: 65 is out of range; allowed: 1..64" },
        { "operations: [add]", "operations: []", "run.yaml:4: environment.operations: an empty list is out of range; allowed: not empty" },
        { "name: sums", "name: sums\ntokenizer:\n  name: bpe", "tokenizer.name: bpe is out of range; allowed: character" },
        // Missing, null and unknown names.
        { "name: sums", "seed: 1", "run.yaml:1: name: missing" },
        { "max_steps: 10", "max_grad_norm: 1", "run.yaml:9: stages.0.max_steps: missing; allowed: 1..10000000" },
        { "type: sft", "name: warm", "run.yaml:9: stages.0.type: missing; allowed: sft, grpo, reward_model, preference, online_preference, continual_preference, evaluate" },
        { "type: grpo", "type: gropo", "run.yaml:11: stages.1.type: 'gropo' is not among the stage types; allowed: sft, grpo, reward_model, preference, online_preference, continual_preference, evaluate; did you mean 'grpo'?" },
        { "name: arithmetic", "name: arithmetics", "run.yaml:3: environment.name: 'arithmetics' is not among the environments; allowed: arithmetic; did you mean 'arithmetic'?" },
        { "- name: exact_match", "- name: exactmatch", "run.yaml:6: rewards.0.name: 'exactmatch' is not among the rewards; allowed: exact_match; did you mean 'exact_match'?" },
        { "max_steps: 10", "max_steps:", "run.yaml:10: stages.0.max_steps: has no value; allowed: 1..10000000; give one or remove the key" },
        { "name: sums", "name: sums\nmodel: { preset: tinny }", "run.yaml:2: model.preset: 'tinny' is not among the presets; allowed: tiny, small; did you mean 'tiny'?" },
        // What a document may not hold.
        { "name: sums", "name: sums\nname: again", "run.yaml:2: name: duplicate key, first given at run.yaml:1; keep one of them" },
        { "weight: 1.0", "weight: 1.0\n    weight: 2.0", "run.yaml:8: rewards.0.weight: duplicate key, first given at run.yaml:7" },
        { "name: sums", "name: &anchor sums", "run.yaml:1: name: anchor '&anchor'; aliases and anchors are refused; write the value out" },
        { "name: sums", "name: !!str sums", "run.yaml:1: name: tag 'tag:yaml.org,2002:str'; tags are refused; write the plain value" },
        { "name: sums", "name: [sums", "not valid YAML" },
        { "name: sums", "\tname: sums", "line 1 is indented with a tab; use spaces" },
        // Rules between keys.
        { "max_steps: 5", "max_steps: 5\n    steps_per_generation: 3", "run.yaml:13: stages.1.steps_per_generation: 3 does not cut 8 prompts × 4 completions into equal optimizer steps of whole prompts; allowed: divisors of per_step_prompts, nearest 2 or 4" },
        { "max_steps: 5", "max_steps: 5\n    steps_per_generation: 9", "nearest 8" },
        { "max_steps: 5", "max_steps: 5\n    num_iterations: 2\n    old_logprobs: detach", "run.yaml:14: stages.1.old_logprobs: detach takes the ratio for 1, which holds only for the first optimizer step of a rollout batch, and this stage takes num_iterations × steps_per_generation = 2; use recompute" },
        { "max_steps: 5", "max_steps: 5\n    temperature: 0", "run.yaml:13: stages.1.temperature: temperature 0 samples one completion again and again" },
        { "max_steps: 5", "max_steps: 5\n    policy_loss: { delta: 1.1 }", "run.yaml:13: stages.1.policy_loss.delta: 1.1 does not exceed the upper clip bound 1 + epsilon_high = 1.2; raise delta or remove it" },
        { "max_steps: 5", "max_steps: 5\n    policy_loss: { name: clop }", "run.yaml:13: stages.1.policy_loss.name: 'clop' is not among the policy losses; allowed: clip" },
        { "max_steps: 5", "max_steps: 5\n    epsilon: 0.1", "run.yaml:13: stages.1.epsilon: unknown key; did you mean 'policy_loss'?" },
        { "max_steps: 5", "max_steps: 5\n    scale_rewards: none", "run.yaml:13: stages.1.scale_rewards: unknown key; did you mean 'advantage'?" },
        { "max_steps: 5", "max_steps: 5\n    lora: { lora_dropout: 0.1 }", "run.yaml:13: stages.1.lora: lora_dropout changes the policy between the old and the new log-probs" },
        { "max_steps: 5", "max_steps: 5\n    advantage: { name: remax }\n    allocator: { name: top_up }", "run.yaml:14: stages.1.allocator: top_up sizes groups by what their advantages against the group's mean add up to, and remax compares with no group; use grpo, rloo or allocator fixed" },
        { "max_steps: 5", "max_steps: 5\n    advantage: { name: remax }\n    selector: { name: dynamic }", "run.yaml:14: stages.1.selector: dynamic lets prompts go whose rewards are all equal because they teach nothing, and under remax, which compares with no group, they do teach" },
        { "max_steps: 5", "max_steps: 5\n    selector: { name: dynamic, max_refills: -1 }", "run.yaml:13: stages.1.selector.max_refills: -1 is out of range; allowed: 0..1000" },
        { "max_steps: 5", "max_steps: 5\n    selector: { name: picky }", "run.yaml:13: stages.1.selector: too few prompts a step; change its options" },
        { "max_steps: 5", "max_steps: 5\n    policy_loss: { name: gmpo }\n    token_weights: { name: by_entropy }", "run.yaml:14: stages.1.token_weights: by_entropy weighs the losses of tokens, and gmpo has one loss for a whole completion" },
        { "max_steps: 5", "max_steps: 5\n    old_logprobs: detach\n    token_weights: { name: by_entropy }", "run.yaml:14: stages.1.token_weights: by_entropy reads the entropy of the policy before the step, which only the learner's own pass gives; use old_logprobs: recompute" },
        { "max_steps: 5", "max_steps: 5\n    selector: { name: dynamic }\n    kl_in_reward: { beta: 0.1 }", "run.yaml:14: stages.1.kl_in_reward: dynamic lets prompts go whose rewards are all equal, and with the KL in the reward, which comes later, they do teach; use beta" },
        { "max_steps: 5", "max_steps: 5\n    allocator: { name: top_up }\n    kl_in_reward: { beta: 0.1 }", "run.yaml:14: stages.1.kl_in_reward: top_up sizes groups by what their rewards' advantages add up to, and the KL in the reward, which comes later, changes them; use beta" },
        { "max_steps: 5", "max_steps: 5\n    kl_in_reward: { beta: 0.1 }\n    beta: 0.1", "run.yaml:13: stages.1.kl_in_reward: the KL stands in the reward and, by beta, in the loss as well; keep one of the two" },
        { "max_steps: 5", "max_steps: 5\n    kl_in_reward: { beta: 0.1 }\n    advantage: { name: gpg }", "run.yaml:13: stages.1.kl_in_reward: gpg counts the completions whose reward is not 0" },
        { "max_steps: 5", "max_steps: 5\n    dars_b: { full_batch_epochs: 2 }\n    num_iterations: 2", "run.yaml:13: stages.1.dars_b: dars_b takes full_batch_epochs = 2 passes of one optimizer step each, which num_iterations = 2 and steps_per_generation = 1 contradict; remove these keys" },
        { "max_steps: 5", "max_steps: 5\n    dars_b: { full_batch_epochs: 2 }\n    old_logprobs: detach", "run.yaml:14: stages.1.old_logprobs: detach takes the ratio for 1" },
        { "num_prompts: 16", "num_prompts: 16\n    num_generations: 4", "run.yaml:16: stages.2.pass_at_k: k = 8 lies outside 1..4" },
        { "num_prompts: 16", "num_prompts: 16\n    pass_at_k: [1, 1]", "run.yaml:18: stages.2.pass_at_k: a value of k stands twice; keep one" },
        { "num_prompts: 16", "num_prompts: 16\n    temperature: 0", "8 completions at temperature 0 are all the same" },
        { "num_prompts: 16", "num_prompts: 1000000", "run.yaml:17: stages.2.num_prompts: 1000000 prompts, but environment 'arithmetic' holds out" },
        { "max_completion_length: 5\n  - type: ev", "max_completion_length: 256\n  - type: ev", "run.yaml:15: stages.1.max_completion_length: 256 tokens leave no room for a prompt in the model's 256 positions (max_position_embeddings); allow at most 255" },
        { "name: sums", "name: sums\nmodel:\n  preset: tiny\n  config: c.json", "run.yaml:3: model.preset: preset, config and path exclude each other; keep one of them" },
        { "name: sums", "name: sums\nmodel:\n  path: dir\n  overrides: { hidden_size: 64 }", "run.yaml:4: model.overrides: overrides are not legal with path" },
        { "name: sums", "name: sums\nmodel:\n  overrides: { num_key_value_heads: 3 }", "model.overrides: num_key_value_heads is 3 and must divide num_attention_heads, 4" },
        { "operations: [add]", "min_digits: 3", "environment.min_digits: min_digits is 3 and max_digits is 2" },
        { "type: sft", "type: sft\n    name: 1-grpo", "stages.1.name: '1-grpo' is already the name of stages.0; give each stage a name of its own" },
        { "weight: 1.0", "weight: 1.0\n    gate: exact_match", "run.yaml:8: rewards.0.gate: the first reward says what a success is, and behind a gate it would leave out the failures; put another reward first, or gate the others" },
        { "weight: 1.0", "weight: 1.0\n    gate_threshold: 0.5", "run.yaml:8: rewards.0.gate_threshold: there is no gate whose score it could be compared with; name a gate, or remove the key" },
        { "weight: 1.0", "weight: 1.0\n  - name: exact_match", "run.yaml:8: rewards.1.name: 'exact_match' stands twice; keep one and add their weights" },
        { "name: sums", "name: sums\ntokenizer: { alphabet: \"0123456789+\" }", "run.yaml:2: tokenizer.alphabet: lacks '=', which environment 'arithmetic' uses; add these characters or remove the key" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_with_its_place_and_remedy(string legal, string broken, string report)
    {
        Assert.Contains(legal, ConfigurationFixture.Legal, StringComparison.Ordinal);
        var yaml = ConfigurationFixture.Legal.Replace(legal, broken, StringComparison.Ordinal);

        var problems = ConfigurationFixture.ProblemsOf(yaml);

        Assert.Contains(problems, problem => problem.Contains(report, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_of_a_file_is_in_one_report()
    {
        var problems = ConfigurationFixture.ProblemsOf("""
            name: sums
            sede: 3
            environment: { name: arithmetic, digits: 2 }
            rewards:
              - name: exact_match
                weight: heavy
            stages:
              - type: grpo
                max_steps: -1
                learning_rate: 5
                learning_rate: 6
            """);

        Assert.Equal(
            [
                "run.yaml:11: stages.0.learning_rate: duplicate key, first given at run.yaml:10; keep one of them",
                "run.yaml:2: sede: unknown key; did you mean 'seed'?",
                "run.yaml:3: environment.digits: unknown key; allowed: name, operations, min_digits, max_digits, seed, test_fraction",
                "run.yaml:6: rewards.0.weight: expected a number, found 'heavy'; allowed: -1000000..1000000",
                "run.yaml:9: stages.0.max_steps: -1 is out of range; allowed: 1..10000000",
                "run.yaml:10: stages.0.learning_rate: 5 is out of range; allowed: above 0, up to 1",
            ],
            problems);
    }

    [Fact]
    public void Aliases_are_refused_without_being_expanded()
    {
        var levels = Enumerable.Range(0, 30).Select(level => $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}, *a{level - 1}]");

        var problems = ConfigurationFixture.ProblemsOf($"name: &a-1 bomb\n{string.Join('\n', levels)}\n");

        Assert.Contains(problems, problem => problem.Contains("aliases and anchors are refused", StringComparison.Ordinal));
        Assert.True(problems.Count < 300);
    }

    [Fact]
    public void No_damage_to_a_file_escapes_the_report()
    {
        const string Alphabet = ":-[]{}&*!|>'\"%@`#?, \n\tx1~";
        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Place, PositiveInt Length, PositiveInt Letter)>(),
            damage =>
            {
                var legal = ConfigurationFixture.Legal;
                var place = damage.Place.Get % legal.Length;
                var length = Math.Min(damage.Length.Get % 4, legal.Length - place);
                var text = legal.Remove(place, length).Insert(place, Alphabet[damage.Letter.Get % Alphabet.Length].ToString());
                try
                {
                    ConfigurationFixture.Load(text);
                }
                catch (ConfigurationException refusal)
                {
                    Assert.All(refusal.Problems, problem => Assert.NotEmpty(problem.Problem));
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Nesting_has_a_limit() =>
        Assert.Contains(
            "nested deeper than 32 levels",
            Assert.Single(ConfigurationFixture.ProblemsOf($"name: {new string('[', 5000)}")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("# only a comment\n", "the file is empty")]
    [InlineData("- a\n- b\n", "expected a mapping of keys, found a list")]
    [InlineData("hello", "expected a mapping of keys, found 'hello'")]
    public void A_document_that_is_no_mapping_is_refused(string yaml, string report) =>
        Assert.Contains(report, Assert.Single(ConfigurationFixture.ProblemsOf(yaml)), StringComparison.Ordinal);

    [Fact]
    public void A_second_document_is_refused() =>
        Assert.Contains(
            ConfigurationFixture.ProblemsOf(ConfigurationFixture.Legal + "\n---\nname: other\n"),
            problem => problem.Contains("a second document begins here", StringComparison.Ordinal));

    [Fact]
    public void A_missing_file_is_a_configuration_problem()
    {
        var loader = new RunConfigLoader(ConfigurationFixture.Catalog);

        var refusal = Assert.Throws<ConfigurationException>(() => loader.LoadFile("no/such/run.yaml"));

        Assert.Equal(ExitCode.Configuration, refusal.ExitCode);
        Assert.StartsWith("no/such/run.yaml: no such file; ", Assert.Single(refusal.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_the_place_of_a_file_is_a_configuration_problem_that_names_a_file_in_it()
    {
        var folder = Directory.CreateTempSubdirectory("align-directory-").FullName;
        try
        {
            Assert.Equal("name the YAML file of an experiment", RefusalOf(folder).Remedy);
            File.WriteAllText(Path.Combine(folder, "config.yaml"), "name: a");
            Assert.Equal(("a directory, not a configuration file", $"name a file in it, such as {Path.Combine(folder, "config.yaml")}"), (RefusalOf(folder).Problem, RefusalOf(folder).Remedy));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static ConfigurationProblem RefusalOf(string path) =>
            Assert.Single(Assert.Throws<ConfigurationException>(() => new RunConfigLoader(ConfigurationFixture.Catalog).LoadFile(path)).Problems);
    }

    [Fact]
    public void A_stage_that_needs_a_reward_says_so()
    {
        var yaml = ConfigurationFixture.Legal.Replace("rewards:\n  - name: exact_match\n    weight: 1.0\n", "", StringComparison.Ordinal);

        Assert.Contains("rewards: missing, and a stage of type grpo has nothing to judge completions by", Assert.Single(ConfigurationFixture.ProblemsOf(yaml)), StringComparison.Ordinal);
    }
}
