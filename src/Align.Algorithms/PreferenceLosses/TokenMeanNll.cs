using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>The negative log-likelihood of the chosen responses as a mean over the tokens of the whole step: −Σ_i p_i / Σ_i n_i.</summary>
/// <remarks>Response tokens alone. TRL and the official ORPO count the prompt's tokens too.</remarks>
public static class TokenMeanNll
{
    /// <summary>Each example's share, scaled so that their mean over the step's examples is the token mean: −p_i·N / Σ n.</summary>
    /// <param name="chosen">The responses to imitate; gradients flow.</param>
    /// <param name="counts">Of the whole step.</param>
    /// <returns>[N]; 0 where the step has no token.</returns>
    public static Tensor PerExample(ResponseBatch chosen, PreferenceCounts counts)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(counts);
        Shape.Require(chosen.LogProbs, "N");
        var scale = counts.ChosenTokens == 0 ? 0 : (double)counts.Examples / counts.ChosenTokens;
        return chosen.LogProbs * -scale;
    }
}
