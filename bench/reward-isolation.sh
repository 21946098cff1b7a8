#!/usr/bin/env bash
# What isolation costs a completion: the same reward in the run's own process, in workers, and as a Python program.
#   bench/reward-isolation.sh
# Prints the mean of timing_s/reward over the steps after the first, by 2048 completions a step.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$root"/samples/rewards/* "$folder/"
measure() { # name, keys of the reward
  cat > "$folder/$1.yaml" <<YAML
name: $1
model: { preset: tiny, overrides: { hidden_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 32, max_position_embeddings: 32 } }
environment: { name: arithmetic, operations: [add], min_digits: 2, max_digits: 2 }
rewards: [ { $2 } ]
runtime: { reward_workers: 2, rollout_batch_size: 1024 }
stages: [ { type: grpo, max_steps: 6, per_step_prompts: 256, num_generations: 8, max_completion_length: 4 } ]
YAML
  "$root/align" run "$folder/$1.yaml" --output "$folder/$1" >"$folder/$1.log" 2>&1 || { cat "$folder/$1.log"; exit 1; }
  sed 1d "$folder/$1/metrics.jsonl" | grep -o '"timing_s/reward":[0-9.eE-]*' | cut -d: -f2 \
    | awk -v name="$1" '{ sum += $1 } END { printf "%-12s %8.1f us a completion\n", name, 1e6 * sum / NR / 2048 }'
}
measure in_process "file: my_reward.cs, isolation: none"
measure workers "file: my_reward.cs"
command -v python3 >/dev/null && measure python 'command: ["python3", "score.py"]'
