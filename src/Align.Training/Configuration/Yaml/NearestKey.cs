namespace Align.Training.Configuration.Yaml;

/// <summary>Finds what somebody probably meant.</summary>
internal static class NearestKey
{
    // Names of other frameworks for keys that exist here under TRL's name.
    private static readonly Dictionary<string, string> s_otherNames = new(StringComparer.Ordinal)
    {
        ["lr"] = "learning_rate",
        ["steps"] = "max_steps",
        ["total_steps"] = "max_steps",
        ["group_size"] = "num_generations",
        ["rollouts_per_prompt"] = "num_generations",
        ["n"] = "num_generations",
        ["max_new_tokens"] = "max_completion_length",
        ["max_response_length"] = "max_completion_length",
        ["max_tokens"] = "max_completion_length",
        ["kl_coef"] = "beta",
        ["kl_loss_coef"] = "beta",
        ["kl_coefficient"] = "beta",
        ["kl_penalty"] = "kl_estimator",
        ["kl_loss_type"] = "kl_estimator",
        ["clip_ratio"] = "epsilon",
        ["clip_ratio_low"] = "epsilon",
        ["clip_ratio_high"] = "epsilon_high",
        ["clip_ratio_c"] = "delta",
        ["epsilon"] = "policy_loss",
        ["epsilon_high"] = "policy_loss",
        ["delta"] = "policy_loss",
        ["loss_mode"] = "policy_loss",
        ["scale_rewards"] = "advantage",
        ["adv_estimator"] = "advantage",
        ["ppo_epochs"] = "num_iterations",
        ["mu"] = "num_iterations",
        ["loss_agg_mode"] = "loss_type",
        ["loss"] = "loss_type",
        ["batch_size"] = "per_step_prompts",
        ["train_batch_size"] = "per_step_prompts",
        ["ppo_micro_batch_size"] = "micro_batch_size",
        ["gradient_accumulation_steps"] = "micro_batch_size",
        ["per_device_train_batch_size"] = "micro_batch_size",
        ["scheduler"] = "lr_scheduler_type",
        ["lr_scheduler"] = "lr_scheduler_type",
        ["grad_clip"] = "max_grad_norm",
        ["max_prompts"] = "num_prompts",
        ["env"] = "environment",
        ["reward"] = "rewards",
        ["save_steps"] = "every_steps",
        ["save_total_limit"] = "keep",
    };

    /// <summary>The candidate closest in spelling or meaning, or <see langword="null"/> where none is close.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        var spelled = word.Replace('-', '_').ToLowerInvariant();
        var legal = candidates.ToList();
        if (s_otherNames.TryGetValue(spelled, out var ours) && legal.Contains(ours))
        {
            return ours;
        }
        var limit = Math.Max(1, spelled.Length / 3);
        return legal
            .Select(candidate => (candidate, distance: Distance(spelled, candidate)))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other (Damerau 1964, restricted).</summary>
    internal static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Step(cost, from, to, i, j);
            }
        }
        return cost[from.Length, to.Length];
    }

    private static int Step(int[,] cost, string from, string to, int i, int j)
    {
        var substitution = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        var best = Math.Min(substitution, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }
}
