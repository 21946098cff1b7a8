namespace Align.Actors;

/// <summary>The value of a task that has nothing to return.</summary>
public sealed class Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
