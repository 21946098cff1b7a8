namespace Align.Tests.Actors.Support;

internal static class Systems
{
    /// <summary>Long enough for the busiest machine; no test waits for it unless it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }\n";

    public static TestSystem Start(string settings = "") => new(ActorSystem.Create("test", Quiet + settings));
}
