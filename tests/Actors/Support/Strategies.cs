namespace Align.Tests.Actors.Support;

internal static class Strategies
{
    public static OneForOneStrategy Always(Directive directive) => new(_ => directive);
}
