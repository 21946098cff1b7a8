using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses;

/// <summary>Every preference loss, with default options and with others, under names for failures.</summary>
internal static class PreferenceLossList
{
    private static readonly Dictionary<string, IPreferenceLoss> Losses = new(StringComparer.Ordinal)
    {
        ["dpo"] = new DpoLoss(),
        ["dpo beta 2"] = new DpoLoss { Beta = 2 },
        ["cdpo"] = new CdpoLoss(),
        ["cdpo half"] = new CdpoLoss { LabelSmoothing = 0.5, Beta = 1 },
        ["robust"] = new RobustDpoLoss(),
        ["robust 0.4"] = new RobustDpoLoss { LabelSmoothing = 0.4, Beta = 1 },
        ["hinge"] = new HingeLoss(),
        ["ipo"] = new IpoLoss(),
        ["ipo_averaged"] = new IpoAveragedLoss(),
        ["exo_pair"] = new ExoPairLoss(),
        ["exo_pair half"] = new ExoPairLoss { LabelSmoothing = 0.5, Beta = 1 },
        ["nca_pair"] = new NcaPairLoss(),
        ["bco_pair"] = new BcoPairLoss(),
        ["sppo_hard"] = new SppoHardLoss(),
        ["apo_zero"] = new ApoZeroLoss(),
        ["apo_down"] = new ApoDownLoss { Beta = 1 },
        ["discopop"] = new DiscoPopLoss(),
        ["discopop tau 1"] = new DiscoPopLoss { DiscopopTau = 1, Beta = 1 },
        ["sigmoid_norm"] = new SigmoidNormLoss(),
        ["dpop"] = new DpopLoss(),
        ["simpo"] = new SimpoLoss(),
        ["simpo hinge"] = new SimpoLoss { LossType = SimpoLink.Hinge },
        ["simpo smoothed"] = new SimpoLoss { LabelSmoothing = 0.1, GammaBetaRatio = 0 },
        ["cpo"] = new CpoLoss(),
        ["cpo hinge"] = new CpoLoss { LossType = CpoLink.Hinge, CpoAlpha = 0 },
        ["cpo ipo"] = new CpoLoss { LossType = CpoLink.Ipo },
        ["cpo simpo"] = new CpoLoss { LossType = CpoLink.Simpo, CpoAlpha = 0 },
        ["orpo"] = new OrpoLoss(),
        ["orpo lambda 0"] = new OrpoLoss { Beta = 0 },
        ["aot"] = new AotLoss(),
        ["aot smoothed"] = new AotLoss { LabelSmoothing = 0.2 },
        ["aot_unpaired"] = new AotUnpairedLoss { Beta = 1 },
        ["aot_unpaired smoothed"] = new AotUnpairedLoss { LabelSmoothing = 0.2 },
        ["beta_dpo"] = new BetaDpoLoss(),
        ["beta_dpo madpo"] = new BetaDpoLoss { Form = BetaDpoForm.Madpo, FilterRatio = 0.5 },
        ["beta_dpo plain"] = new BetaDpoLoss { A = 0, FilterRatio = 0 },
        ["kto"] = new KtoLoss(),
        ["kto weighted"] = new KtoLoss { DesirableWeight = 1.33, UndesirableWeight = 0.5, Beta = 1 },
        ["tdpo v1"] = new TdpoLoss { Version = 1 },
        ["tdpo v2"] = new TdpoLoss { Alpha = 0.7 },
        ["madpo"] = new MadpoLoss(),
        ["madpo c 4"] = new MadpoLoss { CMax = 4, CMin = 0.25, Beta = 1 },
        ["madpo contradicted"] = new MadpoLoss { Region = MadpoRegion.Contradicted, Tau = 2 },
        ["mapo"] = new MaPoLoss(),
        ["sparsepo"] = new SparsePoLoss(),
        ["sparsepo independent"] = new SparsePoLoss { Mode = SparsePoMode.Independent, L1Reward = 0.01, L1Kl = 0.02 },
    };

    public static TheoryData<string> Names => [.. Losses.Keys];

    public static IPreferenceLoss Get(string name) => Losses[name];

    public static IEnumerable<Type> Types => Losses.Values.Select(loss => loss.GetType()).Distinct();
}
