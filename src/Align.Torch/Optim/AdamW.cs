using static Align.Torch.torch;

namespace Align.Torch.Modules;

/// <summary>Adam with decoupled weight decay.</summary>
/// <remarks>
/// Loshchilov and Hutter, arXiv:1711.05101, algorithm 2, in the form of PyTorch's single-tensor implementation, operation by operation:
/// θ ← θ(1 − ηλ); m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; θ ← θ − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
/// A step makes one temporary of the parameter's size. Parameters without a gradient are left alone and their step is not counted.
/// </remarks>
public partial class AdamW : OptimizerHelper, optim.IBetas
{
    private readonly Options _defaults;

    /// <summary>Optimizes one group of parameters.</summary>
    /// <param name="parameters">The parameters; the order is that of the state.</param>
    /// <param name="lr">Learning rate η ≥ 0.</param>
    /// <param name="beta1">β₁ in [0, 1).</param>
    /// <param name="beta2">β₂ in [0, 1).</param>
    /// <param name="eps">ε ≥ 0.</param>
    /// <param name="weight_decay">λ ≥ 0. The default is 0 here and 0.01 in PyTorch.</param>
    /// <param name="amsgrad">Uses the largest v so far (arXiv:1904.09237).</param>
    /// <param name="maximize">Ascends.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Optimizes groups of parameters; options that a group leaves open take the values given here.</summary>
    /// <param name="parameters">The groups; the order is that of the state.</param>
    /// <param name="lr">Learning rate η ≥ 0.</param>
    /// <param name="beta1">β₁ in [0, 1).</param>
    /// <param name="beta2">β₂ in [0, 1).</param>
    /// <param name="eps">ε ≥ 0.</param>
    /// <param name="weight_decay">λ ≥ 0. The default is 0 here and 0.01 in PyTorch.</param>
    /// <param name="amsgrad">Uses the largest v so far (arXiv:1904.09237).</param>
    /// <param name="maximize">Ascends.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        _defaults.Validate();
        foreach (var group in parameters)
            add_param_group(group);
    }

    /// <summary>The β₁ and β₂ that groups added later take; those of present groups are in <see cref="optim.Optimizer.ParamGroups"/>.</summary>
    public (double, double) Betas
    {
        get => (_defaults.beta1!.Value, _defaults.beta2!.Value);
        set => (_defaults.beta1, _defaults.beta2) = value;
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => Step<State, Options>(Update, closure);

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        param_group.Options ??= new Options();
        var options = (Options)param_group.Options;
        options.FillFrom(_defaults);
        options.Validate();
        AddGroup(param_group, parameter => new State(parameter));
    }

    private static void Update(Parameter parameter, Tensor gradient, State state, Options options)
    {
        var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
        var learningRate = options.LearningRate!.Value;
        var descent = options.maximize!.Value ? gradient.neg() : gradient;
        state.step++;
        parameter.mul_(1 - learningRate * options.weight_decay!.Value);
        state.exp_avg.mul_(beta1).add_(descent, alpha: 1 - beta1);
        state.exp_avg_sq.mul_(beta2).addcmul_(descent, descent, value: 1 - beta2);
        if (state.max_exp_avg_sq is { } largest)
            largest.copy_(maximum(largest, state.exp_avg_sq));
        var root = (state.max_exp_avg_sq ?? state.exp_avg_sq).sqrt();
        var denominator = root.div_(Math.Sqrt(1 - Math.Pow(beta2, state.step))).add_(options.eps!.Value);
        parameter.addcdiv_(state.exp_avg, denominator, value: -(learningRate / (1 - Math.Pow(beta1, state.step))));
    }
}
