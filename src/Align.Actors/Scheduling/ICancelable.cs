namespace Align.Actors;

/// <summary>Something scheduled that can be called off.</summary>
public interface ICancelable
{
    /// <summary>True once it has been called off.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>The token of it.</summary>
    CancellationToken Token { get; }

    /// <summary>Calls it off.</summary>
    void Cancel();

    /// <summary>Calls it off after a delay.</summary>
    void CancelAfter(TimeSpan delay);
}
