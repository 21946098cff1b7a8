using System.Globalization;
using Align.Algorithms.PreferenceLosses;
using Align.Models.TokenMasks;
using Align.Training.Configuration;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Says once, when a trained mask has been 0 on every response token of <see cref="StepsInARow"/> steps in a row, that it gets no gradient from them, and what to change.</summary>
/// <remarks>One step proves nothing: the next one's tokens may be others. A resumed run counts anew.</remarks>
/// <param name="config">The stage, whose options the remedy names.</param>
/// <param name="warn">Receives one sentence or two.</param>
internal sealed class DeadMaskWatch(PreferenceStageConfig config, Action<string> warn)
{
    private static readonly string[] s_masks = ["mask_u", "mask_d"];
    private readonly HashSet<string> _said = [];
    private readonly Dictionary<string, int> _zeroSteps = [];

    /// <summary>Steps in a row after which a mask is called dead.</summary>
    public const int StepsInARow = 5;

    /// <summary>Looks at a step.</summary>
    /// <param name="step">Of the stage, from 0.</param>
    /// <param name="metrics">What the step showed.</param>
    public void Look(long step, TokenMetrics metrics)
    {
        foreach (var mask in s_masks)
        {
            var zero = metrics.IsZero(mask) ? _zeroSteps.GetValueOrDefault(mask) + 1 : 0;
            _zeroSteps[mask] = zero;
            if (zero == StepsInARow && _said.Add(mask))
            {
                warn(string.Create(CultureInfo.InvariantCulture, $"dead token mask: {mask} was 0 on every response token of {StepsInARow} steps in a row, to step {step + 1}; a ReLU at 0 passes no gradient, so that it can hardly come back. {Consequence(mask)} {Remedy()}"));
            }
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
