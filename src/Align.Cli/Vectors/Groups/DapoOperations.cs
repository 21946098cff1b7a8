using Align.Algorithms.PromptSelection;
using Align.Rewards.Overlong;

namespace Align.Cli.Vectors.Groups;

/// <summary>DAPO's reward shaping and its choice of prompts.</summary>
internal static class DapoOperations
{
    public static void OverlongPenalty(VectorInputs inputs, CaseComparison comparison)
    {
        var options = new OverlongOptions
        {
            MaxCompletionLength = (int)inputs.Integer("max_resp_len"),
            BufferLength = (int)inputs.Integer("buffer_len"),
            PenaltyFactor = inputs.Number("penalty_factor", 1),
        };
        comparison.Numbers("penalty", [.. inputs.Integers("lengths").Select(length => OverlongReward.Penalty(length, options))]);
    }

    public static void FilterGroups(VectorInputs inputs, CaseComparison comparison)
    {
        var prompts = inputs.Texts("uids");
        var kept = MixedGroups.Kept(inputs.Numbers("metric"), inputs.Labels("uids"));
        var names = kept.Select(index => prompts[index]).Distinct().ToArray();
        comparison.Texts("kept_prompts", names);
        comparison.Numbers("kept_traj_idxs", [.. kept.Select(index => (double)index)]);
        comparison.Number("num_prompt_in_batch", names.Length);
    }
}
