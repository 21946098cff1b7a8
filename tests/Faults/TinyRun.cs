using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Align.Training.Checkpoints;

namespace Align.Tests.Faults;

/// <summary>A run of a few seconds with every kind of stage, in a directory of its own.</summary>
internal sealed class TinyRun : IDisposable
{
    private const string Config = """
        name: tiny
        seed: 11
        model:
          preset: tiny
          overrides: { hidden_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 32, max_position_embeddings: 32 }
        environment: { name: arithmetic, operations: [add], min_digits: 1, max_digits: 1 }
        rewards:
          - { name: exact_match }
        runtime: { threads: 1, rollout_workers: 2, reward_workers: 2, rollout_batch_size: 8 }
        checkpoint: { every_steps: 2, keep: 2 }
        logging: { sample_every_steps: 1, samples_per_step: 1 }
        stages:
          - { type: sft, name: warm, max_steps: 7, per_step_examples: 8, micro_batch_size: 4 }
          - { type: evaluate, name: before, num_prompts: 12, num_generations: 4, pass_at_k: [1, 4], max_completion_length: 3 }
          - { type: grpo, name: rl, max_steps: 24, per_step_prompts: 4, num_generations: 4, steps_per_generation: 2, num_iterations: 2, micro_batch_size: 4, max_completion_length: 3, beta: 0.01, temperature: 1.2, eval_steps: 8, eval_prompts: 6, eval_generations: 2 }
          - { type: evaluate, name: after, num_prompts: 12, num_generations: 4, pass_at_k: [1, 4], max_completion_length: 3 }
        """;

    private const string PairsConfig = """
        name: tiny
        seed: 11
        model:
          preset: tiny
          overrides: { hidden_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 32, max_position_embeddings: 48 }
        environment: { name: sentiment }
        rewards:
          - { name: lexicon }
        runtime: { threads: 1, rollout_batch_size: 8 }
        checkpoint: { every_steps: 2, keep: 2 }
        stages:
          - { type: reward_model, name: judge, max_steps: 40, per_step_pairs: 8, num_pairs: 64, eval_pairs: 16, eval_steps: 2, patience: 2, learning_rate: 0.01 }
          - { type: preference, name: madpo, max_steps: 9, per_step_pairs: 8, micro_batch_size: 4, num_pairs: 64, eval_steps: 4, eval_pairs: 16, precompute_reference: true, losses: [ { name: madpo, c_max: 4, c_min: 0.25 } ] }
          - { type: preference, name: beta, max_steps: 9, per_step_pairs: 8, num_pairs: 64, losses: [ { name: beta_dpo } ], sample_reweighting: { burn_in_steps: 2 } }
          - { type: evaluate, name: after, num_prompts: 8, num_generations: 2, pass_at_k: [1], max_completion_length: 16 }
        """;

    private const string JudgedConfig = """
        name: tiny
        seed: 11
        model:
          preset: tiny
          overrides: { hidden_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 32, max_position_embeddings: 48 }
        environment: { name: sentiment }
        rewards:
          - { name: reward_model }
          - { name: lexicon, weight: 0 }
        runtime: { threads: 1, rollout_workers: 2, reward_workers: 2, rollout_batch_size: 8 }
        checkpoint: { every_steps: 2, keep: 2 }
        stages:
          - { type: reward_model, name: judge, max_steps: 8, per_step_pairs: 8, num_pairs: 64, eval_pairs: 16, learning_rate: 0.01 }
          - { type: grpo, name: rl, max_steps: 8, per_step_prompts: 4, num_generations: 4, max_completion_length: 8, learning_rate: 0.003 }
          - { type: evaluate, name: after, num_prompts: 8, num_generations: 2, pass_at_k: [1], max_completion_length: 8 }
        """;

    private const string MethodsConfig = """
        name: tiny
        seed: 11
        model:
          preset: tiny
          overrides: { hidden_size: 32, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 64, max_position_embeddings: 32 }
        environment: { name: arithmetic, operations: [add], min_digits: 1, max_digits: 1 }
        rewards:
          - { name: exact_match }
        runtime: { threads: 1, rollout_workers: 2, rollout_batch_size: 8 }
        checkpoint: { every_steps: 2, keep: 2 }
        stages:
          - { type: sft, name: warm, max_steps: 60, per_step_examples: 32, micro_batch_size: 32, learning_rate: 0.01 }
          - type: grpo
            name: methods
            max_steps: 12
            per_step_prompts: 4
            num_generations: 4
            steps_per_generation: 2
            num_iterations: 2
            micro_batch_size: 5
            max_completion_length: 3
            learning_rate: 0.003
            selector: { name: mopps, pool: 4, decay: 0.5 }
            allocator: { name: dars, n_max: 12 }
            token_weights: { name: steer }
          - type: grpo
            name: refilled
            max_steps: 8
            per_step_prompts: 6
            num_generations: 4
            max_completion_length: 3
            learning_rate: 0.003
            selector: { name: dynamic, max_refills: 2 }
            dars_b: { full_batch_epochs: 2 }
          - type: grpo
            name: held
            max_steps: 5
            per_step_prompts: 4
            num_generations: 4
            max_completion_length: 3
            learning_rate: 0.003
            kl_in_reward: { beta: 0.01, adaptive: { target: 0.01, horizon: 100 } }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("align-fault-").FullName;

    public TinyRun(params (string From, string To)[] edits)
        : this(Config, edits)
    {
    }

    private TinyRun(string config, (string From, string To)[] edits)
    {
        var text = edits.Aggregate(config, (text, edit) => text.Contains(edit.From, StringComparison.Ordinal)
            ? text.Replace(edit.From, edit.To, StringComparison.Ordinal)
            : throw new ArgumentException($"the configuration has no '{edit.From}'"));
        File.WriteAllText(ConfigPath, text);
    }

    /// <summary>A run of stages that learn from preference pairs.</summary>
    public static TinyRun OnPairs() => new(PairsConfig, []);

    /// <summary>A run that trains a reward model and then a policy by it.</summary>
    public static TinyRun JudgedByModel() => new(JudgedConfig, []);

    /// <summary>A run whose stages choose prompts, allocate rollouts and weigh tokens.</summary>
    public static TinyRun OfMethods() => new(MethodsConfig, []);

    public const int Lines = 7 + 1 + 24 + 1;

    public string ConfigPath => Path.Combine(_root, "tiny.yaml");

    public string RunPath => Path.Combine(_root, "run");

    public string MetricsPath => Path.Combine(RunPath, "metrics.jsonl");

    public string ReportPath => Path.Combine(RunPath, "report.json");

    /// <summary>Whether there is something to resume: the configuration lies in the run's directory.</summary>
    public bool IsBegun => File.Exists(Path.Combine(RunPath, "config.yaml"));

    public bool IsComplete => File.Exists(ReportPath);

    public string[] Checkpoints => [.. Directory.EnumerateDirectories(Path.Combine(RunPath, "checkpoints"), "step-*")
        .Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal))];

    public string NewestCheckpoint => Checkpoints.Max(StringComparer.Ordinal)!;

    /// <param name="faultPoint">Where the process sends itself a signal; see <c>FaultPoint</c>.</param>
    public RunProcess Start(string faultPoint = "") =>
        RunProcess.Start(new Dictionary<string, string> { [FaultPoint.Variable] = faultPoint }, "run", ConfigPath, "--output", RunPath);

    public RunProcess ResumeUntil(string faultPoint) =>
        RunProcess.Start(new Dictionary<string, string> { [FaultPoint.Variable] = faultPoint }, "resume", RunPath);

    public RunProcess Resume(params string[] options) => RunProcess.Start(["resume", RunPath, .. options]);

    /// <summary>The same run in another directory.</summary>
    public TinyRun Copy()
    {
        var copy = new TinyRun();
        foreach (var path in Directory.EnumerateFiles(RunPath, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.RunPath, Path.GetRelativePath(RunPath, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
        return copy;
    }

    /// <summary>SHA-256 of the final weights.</summary>
    public string WeightsHash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(NewestCheckpoint, "model.safetensors"))));

    /// <summary>Every line of the log without what tells of the clock.</summary>
    public string[] Metrics() => [.. File.ReadLines(MetricsPath).Select(WithoutClock)];

    public string[] Samples() => File.ReadAllLines(Path.Combine(RunPath, "samples.jsonl"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string WithoutClock(string line)
    {
        var metrics = JsonNode.Parse(line)!.AsObject();
        foreach (var name in metrics.Select(metric => metric.Key).Where(TellsOfTheClock).ToArray())
        {
            metrics.Remove(name);
        }
        return metrics.ToJsonString();
    }

    private static bool TellsOfTheClock(string name) =>
        name.StartsWith("timing_s/", StringComparison.Ordinal) || name.StartsWith("perf/", StringComparison.Ordinal) || name == "wall_clock";
}
