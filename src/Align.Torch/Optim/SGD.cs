using static Align.Torch.torch;

namespace Align.Torch.Modules;

/// <summary>Stochastic gradient descent, optionally with momentum.</summary>
/// <remarks>
/// As PyTorch's single-tensor implementation: g ← ∇ + λθ; b ← g at first, then b ← μb + (1 − τ)g; θ ← θ − η(g + μb) with Nesterov's
/// momentum, θ ← θ − ηb without; with μ = 0, θ ← θ − ηg. To maximize, ∇ changes its sign first.
/// </remarks>
public partial class SGD : OptimizerHelper, optim.IMomentum
{
    private readonly Options _defaults;

    /// <summary>Optimizes one group of parameters.</summary>
    /// <param name="parameters">The parameters; the order is that of the state.</param>
    /// <param name="lr">Learning rate η ≥ 0.</param>
    /// <param name="momentum">μ ≥ 0.</param>
    /// <param name="dampening">τ.</param>
    /// <param name="weight_decay">λ ≥ 0, an L2 penalty.</param>
    /// <param name="nesterov">Uses Nesterov's momentum; needs μ &gt; 0 and τ = 0.</param>
    /// <param name="maximize">Ascends.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Optimizes groups of parameters; options that a group leaves open take the values given here.</summary>
    /// <param name="parameters">The groups; the order is that of the state.</param>
    /// <param name="lr">Learning rate η ≥ 0.</param>
    /// <param name="momentum">μ ≥ 0.</param>
    /// <param name="dampening">τ.</param>
    /// <param name="weight_decay">λ ≥ 0, an L2 penalty.</param>
    /// <param name="nesterov">Uses Nesterov's momentum; needs μ &gt; 0 and τ = 0.</param>
    /// <param name="maximize">Ascends.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        _defaults.Validate();
        foreach (var group in parameters)
            add_param_group(group);
    }

    /// <summary>The μ that groups added later take; those of present groups are in <see cref="optim.Optimizer.ParamGroups"/>.</summary>
    public double Momentum
    {
        get => _defaults.momentum!.Value;
        set => _defaults.momentum = value;
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
        var (momentum, decay) = (options.momentum!.Value, options.weight_decay!.Value);
        var direction = options.maximize!.Value ? gradient.neg() : gradient;
        if (decay != 0)
            direction = direction.add(parameter, alpha: decay);
        if (momentum != 0)
        {
            var running = Accumulate(direction, state, momentum, options.dampening!.Value);
            direction = options.nesterov!.Value ? direction.add(running, alpha: momentum) : running;
        }

        parameter.add_(direction, alpha: -options.LearningRate!.Value);
    }

    private static Tensor Accumulate(Tensor direction, State state, double momentum, double dampening)
    {
        if (state.momentum_buffer is { } buffer)
            buffer.mul_(momentum).add_(direction, alpha: 1 - dampening);
        else
            state.momentum_buffer = direction.clone().DetachFromDisposeScope();
        return state.momentum_buffer;
    }
}
