namespace Align.Actors.Routing;

/// <summary>A message for a router itself.</summary>
public abstract class RouterManagementMessage
{
    private protected RouterManagementMessage()
    {
    }
}
