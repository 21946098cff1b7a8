namespace Align.Torch.Modules;

/// <summary>What an optimizer remembers of a parameter.</summary>
public abstract class OptimizerState
{
    /// <summary>Creates the state of a parameter; <see cref="Initialize"/> gives it its first values.</summary>
    /// <param name="parameter">The parameter.</param>
    protected OptimizerState(Parameter parameter) => Parameter = parameter;

    private protected Parameter Parameter { get; }

    /// <summary>Takes over the values of a state of the same kind.</summary>
    /// <param name="source">Copied from.</param>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Gives the state the values it has before the first step.</summary>
    /// <param name="options">The options of the parameter's group.</param>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Whether another state is of the same kind and holds the same values up to rounding.</summary>
    /// <param name="other">The state to compare with.</param>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Moves the state to a device.</summary>
    /// <param name="device">Where the parameter is.</param>
    public virtual void to(torch.Device device)
    {
    }

    /// <summary>The tensor on a device; the one given is released if that is another tensor.</summary>
    private protected static torch.Tensor Moved(torch.Tensor tensor, torch.Device device)
    {
        var moved = tensor.to(device).DetachFromDisposeScope();
        if (!ReferenceEquals(moved, tensor))
            tensor.Dispose();
        return moved;
    }
}
