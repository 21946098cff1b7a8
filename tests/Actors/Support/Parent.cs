namespace Align.Tests.Actors.Support;

/// <summary>Creates a child for each Props and answers with it; throws each exception that it gets.</summary>
internal sealed class Parent : ReceiveActor
{
    private readonly SupervisorStrategy _strategy;

    public Parent(SupervisorStrategy strategy)
    {
        _strategy = strategy;
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        Receive<Named>(child => Sender.Tell(Context.ActorOf(child.Props, child.Name)));
        Receive<Exception>(cause => throw cause);
        Receive<string>(text => text == "children", _ => Sender.Tell(Context.GetChildren().ToArray()));
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    public sealed record Named(Props Props, string Name);
}
