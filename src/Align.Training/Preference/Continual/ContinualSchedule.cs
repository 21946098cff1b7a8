namespace Align.Training.Preference.Continual;

/// <summary>Which step of a continual stage does what: a measurement, then for each domain its training steps and a measurement.</summary>
/// <param name="domains">How many domains there are.</param>
/// <param name="stepsPerDomain">Training steps of each.</param>
internal sealed class ContinualSchedule(int domains, int stepsPerDomain)
{
    /// <summary>What a step of the stage, from 0, does.</summary>
    public ContinualStep At(long step)
    {
        var (block, place) = Math.DivRem(step - 1, stepsPerDomain + 1L);
        return step == 0
            ? new ContinualStep(-1, 0, Measures: true, ClosesDomain: false)
            : new ContinualStep((int)Math.Min(block, domains - 1), place, place == stepsPerDomain, place == stepsPerDomain - 1);
    }
}

/// <summary>A step of a continual stage.</summary>
/// <param name="Domain">The domain under way, from 0; -1 before the first.</param>
/// <param name="Place">The step within the domain, from 0.</param>
/// <param name="Measures">Whether nothing is trained and all domains are measured.</param>
/// <param name="ClosesDomain">Whether it is the domain's last training step.</param>
internal sealed record ContinualStep(int Domain, long Place, bool Measures, bool ClosesDomain);
