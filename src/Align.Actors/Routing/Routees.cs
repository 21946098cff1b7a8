namespace Align.Actors.Routing;

/// <summary>A router's answer to <see cref="GetRoutees"/>.</summary>
/// <param name="routees">Its routees.</param>
public sealed class Routees(IEnumerable<Routee> routees)
{
    /// <summary>Its routees.</summary>
    public IEnumerable<Routee> Members { get; } = [.. routees];
}
