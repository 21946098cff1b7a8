namespace Align.Actors.Routing;

/// <summary>What stands in front of routees.</summary>
public abstract class RouterConfig
{
    private protected RouterConfig()
    {
    }
}
