using static Align.Torch.torch;

namespace Align.Torch.Modules;

/// <summary>What all optimizers share: groups of parameters, one state a parameter, and the two as a dictionary.</summary>
/// <example>
/// A checkpoint reads and writes the state by position, in the order of <see cref="optim.Optimizer.parameters"/>:
/// <code>
/// var states = optimizer.state_dict().State;                      // optimizer is an AdamW
/// for (var i = 0; i &lt; states.Count; i++)
/// {
///     var state = (AdamW.State)states[i];
///     tensors[$"{i}.exp_avg"] = state.exp_avg;                    // to save
///     tensors[$"{i}.exp_avg_sq"] = state.exp_avg_sq;
///     steps[i] = state.step;
/// }
/// …
/// using (torch.no_grad())                                         // to restore
/// {
///     state.step = steps[i];
///     state.exp_avg.copy_(tensors[$"{i}.exp_avg"]);
///     state.exp_avg_sq.copy_(tensors[$"{i}.exp_avg_sq"]);
/// }
/// </code>
/// </example>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    /// <summary>The options of all groups and the state of all parameters: the live objects, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in Groups)
        {
            var first = dictionary.State.Count;
            dictionary.Options.Add(group.Options);
            dictionary.State.AddRange(group.Parameters.Select(parameter => _states[parameter]));
            dictionary.StateIndexRef.Add([.. Enumerable.Range(first, dictionary.State.Count - first)]);
        }

        return dictionary;
    }

    /// <summary>Takes over the options and the state of an optimizer of the same kind with as many groups and parameters.</summary>
    /// <param name="state_dict">Copied from, by position.</param>
    /// <exception cref="ArgumentException">The number of groups or of parameters differs, or the kind of optimizer.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var own = this.state_dict();
        RequireSameCount("parameter groups", own.Options.Count, state_dict.Options.Count);
        RequireSameCount("parameters", own.State.Count, state_dict.State.Count);
        foreach (var (target, source) in own.Options.Zip(state_dict.Options))
            if (!ReferenceEquals(target, source))
                target.LoadStateDict(source);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (target, source) in own.State.Zip(state_dict.State))
            if (!ReferenceEquals(target, source))
                target.LoadStateDict(source);
    }

    /// <summary>Moves the state of all parameters to a device.</summary>
    /// <param name="device">Where the parameters are.</param>
    public void to(Device device)
    {
        foreach (var state in _states.Values)
            state.to(device);
    }

    /// <inheritdoc/>
    public override void zero_grad()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in parameters())
            parameter.grad?.zero_();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (var state in _states.Values)
            (state as IDisposable)?.Dispose();
    }

    /// <summary>Adds a group whose options are complete.</summary>
    private protected void AddGroup(ParamGroup group, Func<Parameter, OptimizerState> newState)
    {
        group.Parameters = [.. group.Parameters];
        group.InitialLearningRate = group.LearningRate;
        var parameters = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        if (group.Parameters.Any(parameter => _states.ContainsKey(parameter) || !parameters.Add(parameter)))
            throw new ArgumentException("A parameter can be in one group of an optimizer once, but one was given twice.", nameof(group));
        Groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var state = newState(parameter);
            state.Initialize(group.Options);
            _states.Add(parameter, state);
        }
    }

    /// <summary>Runs the closure and then the update of every parameter that has a gradient, without recording for autograd.</summary>
    private protected Tensor? Step<TState, TOptions>(Action<Parameter, Tensor, TState, TOptions> update, Func<Tensor>? closure)
        where TState : OptimizerState
        where TOptions : OptimizerOptions
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var grad = enable_grad();
            loss = closure();
        }

        using var noGrad = no_grad();
        foreach (var group in Groups)
            foreach (var parameter in group.Parameters)
            {
                using var scope = NewDisposeScope();
                if (parameter.grad is { } gradient)
                    update(parameter, gradient, (TState)_states[parameter], (TOptions)group.Options);
            }

        return loss;
    }

    private static void RequireSameCount(string what, int own, int given)
    {
        if (own != given)
            throw new ArgumentException($"The optimizer has {own} {what} but the state has {given}.");
    }
}
