using System.Globalization;
using Align.Algorithms.PreferenceLosses;
using Align.Models.TokenMasks;
using Align.Training.Configuration;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Says once, when a trained mask is 0 on every response token of a step, that no gradient will reach it again, and what to change.</summary>
/// <param name="config">The stage, whose options the remedy names.</param>
/// <param name="warn">Receives one sentence or two.</param>
internal sealed class DeadMaskWatch(PreferenceStageConfig config, Action<string> warn)
{
    private static readonly string[] s_masks = ["mask_u", "mask_d"];
    private readonly HashSet<string> _said = [];

    /// <summary>Looks at a step.</summary>
    /// <param name="step">Of the stage, from 0.</param>
    /// <param name="metrics">What the step showed.</param>
    public void Look(long step, TokenMetrics metrics)
    {
        foreach (var mask in s_masks.Where(mask => metrics.IsZero(mask) && _said.Add(mask)))
        {
            warn(string.Create(CultureInfo.InvariantCulture, $"dead token mask: {mask} is 0 on every response token of step {step + 1}, and a ReLU at 0 passes no gradient, so that it will stay so. {Consequence(mask)} {Remedy()}"));
        }
    }

    private string Consequence(string mask) => mask == "mask_d"
        ? "The divergence no longer counts in the loss."
        : config.Losses.Any(loss => loss.Loss.Traits.ReadsKlWeights)
            ? "The preference no longer counts in the loss; the divergence alone does."
            : "The loss stays at log 2 and the policy learns no more.";

    private string Remedy()
    {
        var remedies = new List<string>();
        if (config.Losses.Select(loss => loss.Loss).OfType<SparsePoLoss>().FirstOrDefault(loss => loss.L1Reward + loss.L1Kl > 0) is { } penalized)
        {
            remedies.Add(string.Create(CultureInfo.InvariantCulture, $"lower l1_reward ({penalized.L1Reward}) and l1_kl ({penalized.L1Kl})"));
        }
        if (config.TokenMasks is { MixerInit: MixerInitialization.Normal })
        {
            remedies.Add("set mixer_init to positive, since mixers that are all negative are dead from the start");
        }
        remedies.Add("lower mask_learning_rate");
        return $"Begin again and {string.Join(", or ", remedies)}.";
    }
}
