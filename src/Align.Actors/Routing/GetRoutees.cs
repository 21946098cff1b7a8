namespace Align.Actors.Routing;

/// <summary>Asks a router for its <see cref="Routees"/>.</summary>
public sealed class GetRoutees : RouterManagementMessage
{
    /// <summary>An instance to share.</summary>
    public static GetRoutees Instance { get; } = new();
}
