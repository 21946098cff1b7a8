using Align.Algorithms.PreferenceLosses;

namespace Align.Training.Preference.Ofs;

/// <summary>Adds up what one optimizer step of OFS-DPO shows.</summary>
/// <param name="pairs">Pairs of the whole step.</param>
/// <param name="beta">β of DPO.</param>
internal sealed class OfsStep(int pairs, double beta)
{
    private readonly PreferenceMetrics _served = new(beta);
    private double _fastObjective;
    private double _slowObjective;
    private double _fastLoss;
    private double _slowLoss;
    private double _chase;

    /// <summary>Pairs of the whole step.</summary>
    public int Pairs => pairs;

    /// <summary>Mean of J_F + J_S.</summary>
    public double Objective => (_fastObjective + _slowObjective) / pairs;

    /// <summary>Mean DPO loss of the fast adapter.</summary>
    public double FastLoss => _fastLoss / pairs;

    /// <summary>Mean DPO loss of the slow adapter.</summary>
    public double SlowLoss => _slowLoss / pairs;

    /// <summary>Takes down a micro-batch.</summary>
    /// <param name="terms">Its losses.</param>
    /// <param name="fast">What the fast adapter scored.</param>
    public void Add(OfsDpoTerms terms, PreferenceBatch fast)
    {
        _fastObjective += Sum(terms.FastObjective);
        _slowObjective += Sum(terms.SlowObjective);
        _fastLoss += Sum(terms.FastLosses);
        _slowLoss += Sum(terms.SlowLosses);
        _chase += Sum(terms.Chase);
        _served.Add(fast, paired: true);
    }

    /// <summary>Adds the metrics; rewards are those of the adapter that was fast in the step.</summary>
    public void AddTo(IDictionary<string, double> metrics)
    {
        _served.AddTo(metrics);
        metrics["ofs/j_fast"] = _fastObjective / pairs;
        metrics["ofs/j_slow"] = _slowObjective / pairs;
        metrics["ofs/l_fs"] = _chase / pairs;
        metrics["ofs/l_dpo_fast"] = FastLoss;
        metrics["ofs/l_dpo_slow"] = SlowLoss;
    }

    private static double Sum(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64).sum().item<double>();
    }
}
