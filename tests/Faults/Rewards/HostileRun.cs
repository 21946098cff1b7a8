using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Align.Tests.Faults.Rewards;

/// <summary>A small run with one reward in a C# file.</summary>
internal sealed class HostileRun : IDisposable
{
    public const int Steps = 4;
    public const int CompletionsPerStep = 32;
    public static readonly string[] Faults = ["threw", "timed_out", "not_finite", "worker_died", "protocol"];

    public HostileRun(string source, string stageKeys = "beta: 0")
    {
        Folder = Directory.CreateTempSubdirectory("align-hostile-run-").FullName;
        File.WriteAllText(RewardPath, source);
        File.WriteAllText(ConfigPath, $$"""
            name: hostile
            seed: 5
            model:
              preset: tiny
              overrides: { hidden_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 32, max_position_embeddings: 32 }
            environment: { name: arithmetic, operations: [add], min_digits: 1, max_digits: 1 }
            rewards: [ { file: reward.cs, weight: 1.0 } ]
            runtime: { threads: 1, reward_timeout_seconds: 60 }
            stages:
              - { type: grpo, name: rl, max_steps: {{Steps}}, per_step_prompts: 4, num_generations: 8, max_completion_length: 3, {{stageKeys}} }
            """);
    }

    public string Folder { get; }

    public string ConfigPath => Path.Combine(Folder, "run.yaml");

    public string RewardPath => Path.Combine(Folder, "reward.cs");

    public string RunPath => Path.Combine(Folder, "run");

    public string MetricsPath => Path.Combine(RunPath, "metrics.jsonl");

    /// <summary>SHA-256 of the final weights.</summary>
    public string WeightsHash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(
        Path.Combine(Directory.EnumerateDirectories(Path.Combine(RunPath, "checkpoints"), "step-*").Max(StringComparer.Ordinal)!, "model.safetensors"))));

    public JsonObject[] Lines() => [.. File.ReadLines(MetricsPath).Select(line => JsonNode.Parse(line)!.AsObject())];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
