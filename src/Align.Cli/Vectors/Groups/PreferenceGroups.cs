using Align.Algorithms.PreferenceLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Which function answers for which preference loss.</summary>
internal static class PreferenceGroups
{
    public static Action<VectorInputs, CaseComparison>? Find(string loss) =>
        SequenceLoss(loss) is { } create ? (inputs, comparison) => SequenceLossOperations.Run(create(inputs.Section("params")), inputs.Section("inputs"), comparison) : loss switch
        {
            "beta_dpo" => BetaDpoOperations.Run,
            "cpo" => ImitationLossOperations.Cpo,
            "orpo" => ImitationLossOperations.Orpo,
            "kto" => KtoOperations.Run,
            "madpo_weight" => MadpoOperations.Weight,
            "madpo_loss" => MadpoOperations.Loss,
            "reward_model_bt" => MadpoOperations.RewardModel,
            "tdpo" => TokenPreferenceOperations.Tdpo,
            "sparsepo_loss" => TokenPreferenceOperations.SparsePo,
            "mapo_loss" => TokenPreferenceOperations.MaPo,
            "sparsepo_mask_simple_all" => TokenMaskOperations.SparsePo,
            "mapo_mask" => TokenMaskOperations.MaPo,
            "online_dpo" => OnlinePreferenceOperations.OnlineDpo,
            "ofs_dpo" => OnlinePreferenceOperations.OfsDpo,
            "cofs_lora_combine" => OnlinePreferenceOperations.CofsCombine,
            _ => null,
        };

    private static Func<VectorInputs, IPreferenceLoss>? SequenceLoss(string loss) => loss switch
    {
        "dpo_sigmoid" => options => new DpoLoss { Beta = options.Number("beta") },
        "cdpo" => options => new CdpoLoss { Beta = options.Number("beta"), LabelSmoothing = options.Number("label_smoothing") },
        "robust_dpo" => options => new RobustDpoLoss { Beta = options.Number("beta"), LabelSmoothing = options.Number("label_smoothing") },
        "dpo_hinge_slic" => options => new HingeLoss { Beta = options.Number("beta") },
        "ipo_summed" => options => new IpoLoss { Beta = Tau(options) },
        "ipo_length_normalised" => options => new IpoAveragedLoss { Beta = Tau(options) },
        "trl_exo_pair" => options => new ExoPairLoss { Beta = options.Number("beta"), LabelSmoothing = options.Number("label_smoothing") },
        "trl_nca_pair" => options => new NcaPairLoss { Beta = options.Number("beta") },
        "trl_bco_pair" => options => new BcoPairLoss { Beta = options.Number("beta") },
        "trl_sppo_hard" => options => new SppoHardLoss { Beta = options.Number("beta") },
        "trl_aot" => options => new AotLoss { Beta = options.Number("beta"), LabelSmoothing = Smoothing(options) },
        "trl_aot_unpaired" => options => new AotUnpairedLoss { Beta = options.Number("beta"), LabelSmoothing = Smoothing(options) },
        "trl_apo_zero" => options => new ApoZeroLoss { Beta = options.Number("beta") },
        "trl_apo_down" => options => new ApoDownLoss { Beta = options.Number("beta") },
        "trl_discopop" => options => new DiscoPopLoss { Beta = options.Number("beta"), DiscopopTau = options.Number("discopop_tau", new DiscoPopLoss().DiscopopTau) },
        "trl_sigmoid_norm" => options => new SigmoidNormLoss { Beta = options.Number("beta") },
        "dpop" => options => new DpopLoss { Beta = options.Number("beta"), Lambda = options.Number("lam") },
        "simpo" => Simpo,
        _ => null,
    };

    private static SimpoLoss Simpo(VectorInputs options) => new()
    {
        Beta = options.Number("beta"),
        GammaBetaRatio = options.Number("gamma_beta_ratio"),
        LabelSmoothing = Smoothing(options),
        LossType = VectorNames.Of<SimpoLink>(options.Text("loss_type", "sigmoid")),
    };

    private static double Smoothing(VectorInputs options) => options.Number("label_smoothing", 0);

    private static double Tau(VectorInputs options) => options.Has("tau") ? options.Number("tau") : options.Number("beta");
}
