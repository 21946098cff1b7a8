using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Testing;

namespace Align.Tests.Testing;

/// <summary>Traits depend on options: away from the defaults, the losses promise other things and keep them too.</summary>
public sealed class OptionVariantTests
{
    private static readonly LawOptions s_options = new() { Cases = 8 };

    public static TheoryData<IPreferenceLoss> PreferenceLosses =>
    [
        new DpoLoss { Beta = 5 },
        new CdpoLoss { LabelSmoothing = 0.5 },
        new HingeLoss { Beta = 2 },
        new IpoLoss { Beta = 1 },
        new ExoPairLoss { Beta = 2, LabelSmoothing = 0.1 },
        new SimpoLoss { GammaBetaRatio = 0 },
        new SimpoLoss { LossType = SimpoLink.Hinge, Beta = 10 },
        new SimpoLoss { LabelSmoothing = 0.2 },
        new CpoLoss { CpoAlpha = 0 },
        new CpoLoss { CpoAlpha = 0, LossType = CpoLink.Hinge },
        new CpoLoss { CpoAlpha = 0, LossType = CpoLink.Ipo },
        new CpoLoss { CpoAlpha = 0, LossType = CpoLink.Simpo, SimpoGamma = 0 },
        new OrpoLoss { Beta = 1 },
        new DpopLoss { Lambda = 0 },
        new KtoLoss { Beta = 1, DesirableWeight = 2, UndesirableWeight = 0.5 },
        new AotLoss { LabelSmoothing = 0.2 },
        new AotUnpairedLoss { LabelSmoothing = 0.2 },
        new BetaDpoLoss { A = 0, FilterRatio = 0 },
        new BetaDpoLoss { Form = BetaDpoForm.Madpo },
        new TdpoLoss { Version = 1, Beta = 1 },
        new SparsePoLoss { Mode = SparsePoMode.Independent },
        new SparsePoLoss { L1Reward = 0.01, L1Kl = 0.01 },
        new MadpoLoss { CMax = 4, CMin = 0.25, Beta = 1 },
    ];

    public static TheoryData<IPolicyLoss> PolicyLosses =>
    [
        new ClippedPolicyLoss { EpsilonHigh = 0.28, Delta = 3 },
        new ClippedPolicyLoss { Epsilon = 0.1, Delta = 1.5, DualClip = DualClip.NegativeAdvantages },
        new GspoLoss { Epsilon = 0.2, EpsilonHigh = null },
        new SapoLoss { TauPos = 0.5, TauNeg = 4 },
        new GmpoLoss { Epsilon = 0.1 },
        new ClipCovLoss { CovRatio = 0.5, CovLow = 0, CovHigh = 100 },
        new KlCovLoss { CovRatio = 0.5, KlCoef = 1 },
    ];

    [Theory]
    [MemberData(nameof(PreferenceLosses))]
    public void A_preference_loss_keeps_the_laws_with_other_options(IPreferenceLoss loss) => PreferenceLossLaws.Check(loss, s_options).OrThrow();

    [Theory]
    [MemberData(nameof(PolicyLosses))]
    public void A_policy_loss_keeps_the_laws_with_other_options(IPolicyLoss loss) => PolicyLossLaws.Check(loss, s_options).OrThrow();
}
