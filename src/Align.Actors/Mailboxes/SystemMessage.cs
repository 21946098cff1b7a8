namespace Align.Actors;

/// <summary>A message of the runtime to a cell; it overtakes every user message.</summary>
internal abstract record SystemMessage;

/// <summary>First message of every cell: construct the actor.</summary>
internal sealed record Create : SystemMessage;

/// <summary>Replace the actor by a new instance.</summary>
internal sealed record Recreate(Exception Cause) : SystemMessage;

/// <summary>Stop processing user messages, and the children with it.</summary>
internal sealed record Suspend : SystemMessage;

/// <summary>Undo one suspension; the cause is set for the actor whose failure is forgiven.</summary>
internal sealed record Resume(Exception? CausedByFailure) : SystemMessage;

/// <summary>Stop for good.</summary>
internal sealed record Terminate : SystemMessage;

/// <summary>The watcher wants to know when the watchee stops.</summary>
internal sealed record Watch(InternalActorRef Watchee, InternalActorRef Watcher) : SystemMessage;

/// <summary>The watcher no longer wants to know.</summary>
internal sealed record Unwatch(InternalActorRef Watchee, InternalActorRef Watcher) : SystemMessage;

/// <summary>A child failed and waits, suspended, for its parent's decision.</summary>
internal sealed record Failed(LocalActorRef Child, Exception Cause) : SystemMessage;

/// <summary>An actor has stopped: to its parent and to its watchers.</summary>
internal sealed record DeathWatchNotification(InternalActorRef Actor, bool ExistenceConfirmed) : SystemMessage;

/// <summary>A part of an asynchronous handler that has to run in the actor's turn.</summary>
internal sealed record TaskContinuation(Task Task) : SystemMessage;
