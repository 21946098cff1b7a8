using Align.Algorithms.PreferenceLosses;

namespace Align.Training.Configuration;

/// <summary>The rules between adapters, OFS-DPO and losses that stages share.</summary>
internal static class AdapterRules
{
    /// <summary>What contradicts OFS-DPO.</summary>
    public static IEnumerable<string> Problems(LoraConfig? lora, OfsConfig? ofs, IReadOnlyList<PreferenceLossConfig> losses)
    {
        if (ofs is null)
        {
            yield break;
        }
        if (lora is null)
        {
            yield return "OFS-DPO trains two adapters over the frozen policy, and lora is missing; add lora: {}";
        }
        if (losses is not [{ Loss: DpoLoss, Weight: 1 }])
        {
            yield return "OFS-DPO is made of DPO losses alone; set losses to one dpo of weight 1, whose beta counts";
        }
    }

    /// <summary>β of the one DPO loss.</summary>
    public static double BetaOf(IReadOnlyList<PreferenceLossConfig> losses) => ((DpoLoss)losses[0].Loss).Beta;
}
