namespace Align.Torch.Modules;

public partial class AdamW
{
    /// <summary>The options of a group; what is null takes the optimizer's value when the group joins it.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>β₁ in [0, 1): the share of the average gradient that a step keeps.</summary>
        public double? beta1 { get; set; }

        /// <summary>β₂ in [0, 1): the share of the average squared gradient that a step keeps.</summary>
        public double? beta2 { get; set; }

        /// <summary>λ ≥ 0: the decay of a parameter in units of the learning rate.</summary>
        public double? weight_decay { get; set; }

        /// <summary>ε ≥ 0: added to the denominator.</summary>
        public double? eps { get; set; }

        /// <summary>Whether the largest average squared gradient so far is used.</summary>
        public bool? amsgrad { get; set; }

        /// <summary>Whether the optimizer ascends.</summary>
        public bool? maximize { get; set; }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            if (source is not Options options)
                throw new ArgumentException($"AdamW cannot take over options of type {source?.GetType().FullName}.", nameof(source));
            base.LoadStateDict(source);
            (beta1, beta2, eps) = (options.beta1, options.beta2, options.eps);
            (weight_decay, amsgrad, maximize) = (options.weight_decay, options.amsgrad, options.maximize);
        }

        internal void FillFrom(Options defaults)
        {
            LearningRate ??= defaults.LearningRate;
            beta1 ??= defaults.beta1;
            beta2 ??= defaults.beta2;
            eps ??= defaults.eps;
            weight_decay ??= defaults.weight_decay;
            amsgrad ??= defaults.amsgrad;
            maximize ??= defaults.maximize;
        }

        internal void Validate()
        {
            OptionRange.Require(LearningRate >= 0, "lr", LearningRate, "at least 0");
            OptionRange.Require(eps >= 0, nameof(eps), eps, "at least 0");
            OptionRange.Require(beta1 is >= 0 and < 1, nameof(beta1), beta1, "in [0, 1)");
            OptionRange.Require(beta2 is >= 0 and < 1, nameof(beta2), beta2, "in [0, 1)");
            OptionRange.Require(weight_decay >= 0, nameof(weight_decay), weight_decay, "at least 0");
        }
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, torch.optim.IBetas
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
        /// <param name="beta1">β₁ in [0, 1).</param>
        /// <param name="beta2">β₂ in [0, 1).</param>
        /// <param name="eps">ε ≥ 0.</param>
        /// <param name="weight_decay">λ ≥ 0.</param>
        /// <param name="amsgrad">Uses the largest v so far.</param>
        /// <param name="maximize">Ascends.</param>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            })
        {
        }

        /// <inheritdoc/>
        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }
}
