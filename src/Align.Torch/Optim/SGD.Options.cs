namespace Align.Torch.Modules;

public partial class SGD
{
    /// <summary>The options of a group; what is null takes the optimizer's value when the group joins it.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>μ ≥ 0: the share of the running gradient that a step keeps.</summary>
        public double? momentum { get; set; }

        /// <summary>τ: one minus the weight of a new gradient in the running one.</summary>
        public double? dampening { get; set; }

        /// <summary>λ ≥ 0: an L2 penalty, added to the gradient.</summary>
        public double? weight_decay { get; set; }

        /// <summary>Whether Nesterov's momentum is used.</summary>
        public bool? nesterov { get; set; }

        /// <summary>Whether the optimizer ascends.</summary>
        public bool? maximize { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            if (source is not Options options)
                throw new ArgumentException($"SGD cannot take over options of type {source?.GetType().FullName}.", nameof(source));
            base.LoadStateDict(source);
            (momentum, dampening, weight_decay) = (options.momentum, options.dampening, options.weight_decay);
            (nesterov, maximize) = (options.nesterov, options.maximize);
        }

        internal void FillFrom(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            momentum ??= defaults.momentum;
            dampening ??= defaults.dampening;
            weight_decay ??= defaults.weight_decay;
            nesterov ??= defaults.nesterov;
            maximize ??= defaults.maximize;
        }

        internal void Validate()
        {
            OptionRange.Require(LearningRate >= 0, "lr", LearningRate, "at least 0");
            OptionRange.Require(momentum >= 0, nameof(momentum), momentum, "at least 0");
            OptionRange.Require(weight_decay >= 0, nameof(weight_decay), weight_decay, "at least 0");
            if (nesterov == true && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("Nesterov's momentum needs a momentum above 0 and a dampening of 0.");
        }
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, torch.optim.IMomentum
    {
        /// <summary>Creates an empty group.</summary>
        public ParamGroup()
        {
        }

        /// <summary>Creates a group.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="options">Their options; what is null takes the optimizer's value.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        /// <summary>Creates a group whose options owe nothing to the optimizer's.</summary>
        /// <param name="parameters">The parameters.</param>
        /// <param name="lr">Learning rate η ≥ 0.</param>
        /// <param name="momentum">μ ≥ 0.</param>
        /// <param name="dampening">τ.</param>
        /// <param name="weight_decay">λ ≥ 0.</param>
        /// <param name="nesterov">Uses Nesterov's momentum.</param>
        /// <param name="maximize">Ascends.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            })
        {
        }

        /// <inheritdoc/>
        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
