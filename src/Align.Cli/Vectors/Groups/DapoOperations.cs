using Align.Algorithms.PromptSelection;

namespace Align.Cli.Vectors.Groups;

/// <summary>DAPO's reward shaping and its choice of prompts.</summary>
internal static class DapoOperations
{
    public static void OverlongPenalty(VectorInputs inputs, CaseComparison comparison)
    {
        var (longest, buffer) = (inputs.Integer("max_resp_len"), inputs.Integer("buffer_len"));
        var factor = inputs.Number("penalty_factor", 1);
        comparison.Numbers("penalty", [.. inputs.Integers("lengths").Select(length => Algorithms.Advantages.OverlongPenalty.Of(length, longest, buffer, factor))]);
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
