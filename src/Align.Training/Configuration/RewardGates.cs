namespace Align.Training.Configuration;

/// <summary>The rules of gates between rewards.</summary>
internal static class RewardGates
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    public static IEnumerable<ConfigurationProblem> Problems(RunConfig config)
    {
        for (var index = 0; index < config.Rewards.Count; index++)
        {
            var reward = config.Rewards[index];
            var others = config.Rewards.Where(other => other.Name != reward.Name && other.Gate is null).Select(other => other.Name).ToList();
            if (index == 0 && reward.Gate is not null)
            {
                yield return new(
                    "",
                    "rewards.0.gate",
                    "the first reward says what a success is, and behind a gate it would leave out the failures",
                    Remedy: "put another reward first, or gate the others");
            }
            else if (reward.Gate is { } gate && !others.Contains(gate))
            {
                yield return new(
                    "",
                    $"rewards.{index}.gate",
                    $"'{gate}' is not another reward of the run without a gate of its own",
                    others.Count > 0 ? string.Join(", ", others) : null,
                    "name one that is listed under rewards; with weight: 0 it gates and does not count itself");
            }
            else if (reward is { Gate: null, GateThreshold: not null })
            {
                yield return new("", $"rewards.{index}.gate_threshold", "there is no gate whose score it could be compared with", null, "name a gate, or remove the key");
            }
        }
    }
}
