namespace Align.Models.Adapters;

/// <summary>A model with an adapter in use until this is disposed; then the one before is in use again.</summary>
public sealed class AdapterScope : IDisposable
{
    private readonly DropoutNoise? _noise;
    private Action? _restore;

    internal AdapterScope(Action restore, DropoutNoise? noise) => (_restore, _noise) = (restore, noise);

    /// <summary>Puts the adapter before back. A backward pass may still follow.</summary>
    public void Dispose()
    {
        _restore?.Invoke();
        _restore = null;
        _noise?.Dispose();
    }
}
