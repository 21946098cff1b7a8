namespace Align.Models.Generation;

/// <summary>What generates tokens.</summary>
public enum RolloutEngine
{
    /// <summary>The native decode engine where it can read the model, otherwise the plain path.</summary>
    Auto,

    /// <summary>Tensor operations with a key-value cache.</summary>
    Plain,
}
