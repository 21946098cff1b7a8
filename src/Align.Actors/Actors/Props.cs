using System.Linq.Expressions;
using System.Reflection;
using Align.Actors.Routing;

namespace Align.Actors;

/// <summary>How to construct an actor, as often as its restarts need.</summary>
public sealed class Props
{
    private const BindingFlags Constructing =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.CreateInstance | BindingFlags.DoNotWrapExceptions;

    private Props(Type type, object[] arguments, SupervisorStrategy? strategy, RouterConfig? router)
    {
        Type = type;
        Arguments = arguments;
        SupervisorStrategy = strategy!;
        RouterConfig = router!;
    }

    /// <summary>The actor's class.</summary>
    public Type Type { get; }

    /// <summary>The constructor's arguments; every instance gets the same ones.</summary>
    public object[] Arguments { get; }

    /// <summary>Takes the place of the actor's own strategy; null to leave it.</summary>
    public SupervisorStrategy SupervisorStrategy { get; }

    /// <summary>The pool in front of the actor; null for none.</summary>
    public RouterConfig RouterConfig { get; }

    /// <summary>From a constructor call; its arguments are evaluated here, once.</summary>
    /// <param name="factory"><c>() =&gt; new MyActor(a, b)</c>.</param>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy.</param>
    /// <exception cref="ArgumentException">The expression is no constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.Body is NewExpression construction
            ? new Props(construction.Type, [.. construction.Arguments.Select(Evaluate)], supervisorStrategy, null)
            : throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
    }

    /// <summary>From a class and its constructor's arguments.</summary>
    public static Props Create<TActor>(params object[] args)
        where TActor : ActorBase => new(typeof(TActor), args, null, null);

    /// <summary>From a class with a parameterless constructor.</summary>
    /// <param name="supervisorStrategy">Takes the place of the actor's own strategy.</param>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), [], supervisorStrategy, null);

    /// <summary>From a class and its constructor's arguments.</summary>
    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(type, args, null, null);
    }

    /// <summary>The same with a pool in front.</summary>
    public Props WithRouter(RouterConfig routerConfig) => new(Type, Arguments, SupervisorStrategy, routerConfig);

    /// <summary>The same with a strategy in place of the actor's own.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(Type, Arguments, supervisorStrategy, RouterConfig);

    internal Props WithoutRouter() => new(Type, Arguments, SupervisorStrategy, null);

    internal ActorBase NewActor()
    {
        var actor = (ActorBase)Activator.CreateInstance(Type, Constructing, null, Arguments, null)!;
        actor.UseStrategy(SupervisorStrategy);
        actor.OnConstructed();
        return actor;
    }

    private static object Evaluate(Expression argument) => argument is ConstantExpression constant
        ? constant.Value!
        : Expression.Lambda<Func<object>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)();
}
